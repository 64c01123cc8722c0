import { describe, expect, it } from 'vitest';
import { comparisonFigures, describeProtocol, describeVerdict } from '../../../src/lib/app/figures.ts';
import { formatBytes, formatDuration, formatPercent } from '../../../src/lib/app/format.ts';
import { describeServing } from '../../../src/lib/app/parts.ts';
import { describeEpoch, describeTimeLeft } from '../../../src/lib/app/progress.ts';
import { nameImport } from '../../../src/lib/app/import-name.ts';
import { describeFiles, describeFileState, describeImport } from '../../../src/lib/app/reports.ts';
import { spotifyLink } from '../../../src/lib/history/index.ts';
import type { FileReport } from '../../../src/lib/history/index.ts';
import type {
  Evaluation,
  Outcome,
  PartMetrics,
  TrainingProgress
} from '../../../src/lib/recommender/index.ts';

const NONE = { malformed: 0, not_music: 0, no_title: 0, private: 0, duplicate: 0 };

function report(over: Partial<FileReport> = {}): FileReport {
  return {
    path: 'my_spotify_data.zip/MyData/endsong_0.json',
    format: 'spotify-extended',
    records: 0,
    plays: 0,
    skips: 0,
    rejected: NONE,
    problems: [],
    ...over
  };
}

describe('reports', () => {
  it('says what was taken, and what was left out and why', () => {
    const [file] = describeFiles({
      files: [
        report({
          records: 3_000,
          plays: 2_345,
          skips: 1,
          rejected: { ...NONE, not_music: 312, private: 41, malformed: 1 },
          problems: [{ code: 'damaged', message: 'This file is damaged.' }]
        })
      ]
    });
    expect(file).toEqual({
      folder: 'my_spotify_data.zip/MyData/',
      name: 'endsong_0.json',
      format: 'Spotify extended streaming history',
      taken: '2,345 plays, 1 skip',
      leftOut: ['312 podcasts, audiobooks and videos', '41 in private sessions', '1 unreadable entry'],
      problems: ['This file is damaged.'],
      notes: []
    });
  });

  it('tells good news apart from problems, and a broken zip from a mystery', () => {
    const problem = (code: string) => ({ code, message: `It is ${code}.` });
    const files = [
      report({ problems: [problem('known_elsewhere'), problem('truncated')] }),
      report({ format: 'unknown', problems: [problem('damaged')] }),
      report({ format: 'unknown', problems: [problem('unknown_format')] })
    ];
    expect(describeFiles({ files }).slice(1)).toMatchObject([
      { problems: ['It is truncated.'], notes: ['It is known_elsewhere.'] },
      { format: 'Not read, or not all of it' },
      { format: 'Not recognised' }
    ]);
    expect(nameImport({ files })).toBe('my_spotify_data.zip');
    const paths = ['a.zip/x.json', 'a.zip/y.json', 'b.csv', 'c.csv'];
    expect(nameImport({ files: paths.map((path) => report({ path })) })).toBe('a.zip and 2 more');
  });

  it('adds several files up', () => {
    const one = report({ records: 3, plays: 2, rejected: { ...NONE, duplicate: 1 } });
    const [all, ...each] = describeFiles({ files: [one, one] });
    expect(each).toHaveLength(2);
    expect(all).toMatchObject({ name: 'All 2 files', taken: '4 plays', leftOut: ['2 duplicates'] });
  });

  it('describes the rest of very many files as one, with what is wrong with them', () => {
    const bad = report({ records: 1, plays: 1, problems: [{ code: 'damaged', message: 'It is damaged.' }] });
    const files = describeFiles({ files: Array.from({ length: 3001 }, () => bad) });
    expect(files).toHaveLength(52);
    expect(files[0]).toMatchObject({ name: 'All 3001 files', taken: '3,001 plays' });
    expect(files.at(-1)).toMatchObject({
      name: 'And 2,951 more files',
      taken: '2,951 plays',
      problems: ['2,951 times: It is damaged.']
    });
  });

  it('tells an import that adds nothing new from one that finds nothing', () => {
    const again = report({ records: 5, rejected: { ...NONE, duplicate: 5 } });
    expect(describeImport({ files: [again] })).toBe('Nothing new: all of it was here already.');
    expect(describeFiles({ files: [again] })[0]?.taken).toBe('Nothing new');
    expect(describeImport({ files: [report()] })).toBe('Nothing was added.');
    expect(describeImport({ files: [report({ plays: 1 })] })).toBe('Added 1 play.');
    expect(describeImport({ files: [report({ plays: 2, skips: 1 })] })).toBe('Added 2 plays and 1 skip.');
  });

  it('follows a file through an import', () => {
    const file = { name: 'a.zip', size: 2_000_000 };
    const progress = {
      path: 'a.zip',
      bytesRead: 500_000,
      bytesTotal: 2_000_000,
      fileIndex: 1,
      fileCount: 3,
      records: 20_381
    };
    const reading = { ...file, progress: { ...progress, phase: 'reading' as const } };
    expect(describeFileState(reading, 1, 1)).toEqual({
      name: 'a.zip',
      detail: '500 kB of 2.0 MB, 20,381 entries so far',
      value: 0.25
    });
    expect(describeFileState(file, 2, 1)).toMatchObject({ detail: '2.0 MB, waiting', value: 0 });
    expect(describeFileState(reading, 0, 1)).toMatchObject({ detail: '2.0 MB, read', value: 1 });
    const saving = { ...file, progress: { ...progress, phase: 'saving' as const } };
    expect(describeFileState(saving, 1, 1)).toMatchObject({
      detail: 'Saving, 20,381 entries so far',
      value: 1
    });
  });
});

describe('spotifyLink', () => {
  it.each([
    ['spotify:track:0aB1cD2eF3gH4iJ5kL6mN7', 'https://open.spotify.com/track/0aB1cD2eF3gH4iJ5kL6mN7'],
    ['spotify:episode:0aB1cD2eF3gH4iJ5kL6mN7', undefined],
    ['spotify:track:0aB1cD2eF3gH4iJ5kL6m/7', undefined],
    ['spotify:track:0aB1cD2eF3gH4iJ5kL6mN7?x=1', undefined],
    ['javascript:alert(1)', undefined],
    ['', undefined]
  ])('%s', (uri, link) => {
    expect(spotifyLink({ uri })).toBe(link);
  });
});

describe('the model in words', () => {
  const metrics = (ndcg: number): PartMetrics => ({
    'hr@5': 0,
    'hr@10': 0.341,
    'hr@20': 0,
    'ndcg@5': 0,
    'ndcg@10': ndcg,
    'ndcg@20': 0,
    mrr: 0.1,
    intervals: { 'hr@10': [0.3, 0.38], 'ndcg@10': [ndcg - 0.02, ndcg + 0.03] }
  });
  const evaluation: Evaluation = {
    cases: 412,
    heldOut: 412,
    candidates: 1_204,
    from: new Date(2024, 1, 3).getTime(),
    to: new Date(2024, 2, 9).getTime(),
    parts: { 'most-recent': metrics(0.1), 'base-level': metrics(0.2), 'sequence-network': metrics(0.05) }
  };
  const outcome: Outcome = {
    revision: 1,
    createdAt: 0,
    settled: true,
    serving: 'base-level',
    evaluation,
    recommendations: []
  };

  it('orders the parts by NDCG@10 and marks the one that serves', () => {
    const parts = comparisonFigures(evaluation, 'base-level');
    expect(parts.map(({ name, serving, share }) => [name, serving, share])).toEqual([
      ['Base-level activation (ACT-R)', true, 1],
      ['Most recent', false, 0.5],
      ['Sequence network', false, 0.25]
    ]);
    expect(parts[0]).toMatchObject({
      hr10: '34\u202f%',
      hr10Between: '30\u202f% – 38\u202f%',
      ndcg10: '0.200',
      ndcg10Between: '0.180 – 0.230',
      mrr: '0.100'
    });
    expect(parts[0]).not.toHaveProperty('worth');
  });

  it('says what each part is worth to the mixture', () => {
    const ablation = [
      { part: 'base-level', with: 0.25, without: 0.238, kept: true },
      { part: 'most-recent', with: 0.25, without: 0.25, kept: true },
      { part: 'sequence-network', with: 0.25, without: 0.26, kept: false }
    ] as const;
    const parts = comparisonFigures({ ...evaluation, ablation: [...ablation] }, 'base-level');
    expect(parts.map(({ worth }) => worth)).toEqual([
      expect.stringContaining('lose 0.012'),
      expect.stringContaining('others could stand in'),
      expect.stringContaining('does no worse without it')
    ]);
  });

  it('says plainly what beat what', () => {
    expect(describeVerdict(outcome)).toMatch(
      /^Base-level activation \(ACT-R\) did better .* than the sequence network/
    );
    const mixed = {
      ...outcome,
      evaluation: { ...evaluation, parts: { ...evaluation.parts, mixture: metrics(0.3) } }
    };
    expect(describeVerdict(mixed)).toMatch(/than the mixture/);
    expect(describeVerdict({ ...mixed, serving: 'mixture' })).toMatch(
      /^Mixture did better .* than every part by itself/
    );
    expect(describeVerdict({ ...mixed, serving: 'sequence-network' })).toMatch(
      /^Sequence network .* than the mixture/
    );
    const few = { ...outcome, evaluation: { ...evaluation, cases: 25 } };
    expect(describeVerdict(few)).toContain('only 25 plays');
    expect(describeVerdict({ ...outcome, evaluation: { ...evaluation, parts: {} } })).toBeUndefined();
  });

  it('explains how the parts were tested', () => {
    expect(describeProtocol(evaluation)).toBe(
      'Your last 412 plays (3 Feb 2024 to 9 Mar 2024) were kept apart. For each one, every part ranked all 1,204 songs knowing only what came before it.'
    );
    expect(describeProtocol({ ...evaluation, heldOut: 9_000 })).toContain(
      '412 of them, evenly spread, were tested.'
    );
  });

  it('says what ranks the list and why', () => {
    expect(describeServing(outcome).why).toBe('It did best on your last 412 plays.');
    expect(describeServing({ ...outcome, settled: false }).why).toMatch(/still training/);
    expect(describeServing({ ...outcome, note: 'too_few_plays' }).why).toMatch(/too few/);
    expect(describeServing({ ...outcome, note: 'training_cancelled' }).why).toMatch(/cancelled/);
  });

  it('tells how far training has come', () => {
    const progress: TrainingProgress = { phase: 'training', fraction: 0.5, curve: [], resumed: true };
    expect(describeTimeLeft(progress)).toBeUndefined();
    expect(describeTimeLeft({ ...progress, secondsLeft: 41.6 })).toBe('about 42 s left');
    expect(describeEpoch(progress)).toBeUndefined();
    expect(describeEpoch({ ...progress, epoch: 4, maxEpochs: 20 })).toBe(
      'epoch 4 of at most 20, continued from where it was'
    );
  });
});

describe('numbers', () => {
  it.each([
    [812, '812 B'],
    [4_200, '4.2 kB'],
    [999_999, '1,000 kB'],
    [16_000_000, '16 MB'],
    [2_340_000_000, '2.3 GB']
  ])('%i bytes', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it.each([
    [0.4, 'under 1 s'],
    [42, '42 s'],
    [119, '2 min'],
    [3_600, '1 h'],
    [4_800, '1 h 20 min']
  ])('%d seconds', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it('gives small shares one more digit', () => {
    expect([formatPercent(0), formatPercent(0.091), formatPercent(0.5)]).toEqual([
      '0\u202f%',
      '9.1\u202f%',
      '50\u202f%'
    ]);
  });
});
