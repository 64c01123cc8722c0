import { describe, expect, it } from 'vitest';
import { importFiles } from '../../../../src/lib/history/import.ts';
import { sample } from '../../../fixtures/samples/spotify-account.ts';
import { InMemoryHistory, jsonFile, problemCodes } from '../in-memory.ts';
import { claimants, importText } from './import-text.ts';
import { itIsReadWholeCutAndInOtherEncodings } from './shared-tests.ts';

const NAME = 'StreamingHistory_music_0.json';

const honest = {
  endTime: '2024-03-09 19:04',
  artistName: 'Quiet Harbour',
  trackName: 'Paper Lantern',
  msPlayed: 201_440
};

describe('a row', () => {
  it('becomes a play that starts when it ended minus the time heard', async () => {
    const { report, rows } = await importText(NAME, JSON.stringify([honest]));
    expect(report).toMatchObject({ format: 'spotify-account', records: 1, plays: 1, skips: 0 });
    expect(rows).toEqual([
      {
        artist: 'Quiet Harbour',
        title: 'Paper Lantern',
        album: undefined,
        uri: undefined,
        startedAt: Date.UTC(2024, 2, 9, 19, 4) - 201_440,
        msPlayed: 201_440,
        skipped: false,
        source: 'spotify-account'
      }
    ]);
  });

  it('is a skip below 30 s', async () => {
    const { report } = await importText(NAME, JSON.stringify([{ ...honest, msPlayed: 29_999 }]));
    expect(report).toMatchObject({ plays: 0, skips: 1 });
  });

  it.each([
    ['malformed', { endTime: '2024-03-09T19:04' }],
    ['malformed', { endTime: '2024-02-30 19:04' }],
    ['malformed', { endTime: '2024-03-09 19:04:00' }],
    ['malformed', { endTime: '1999-12-31 23:59' }],
    ['malformed', { endTime: null }],
    ['malformed', { msPlayed: -1 }],
    ['malformed', { msPlayed: '7' }],
    ['malformed', { msPlayed: null }],
    ['malformed', { trackName: 7 }],
    ['not_music', { podcastName: 'Talk', episodeName: 'One' }],
    ['not_music', { artistName: undefined, trackName: undefined, podcastName: 'Talk' }],
    ['no_title', { trackName: '' }],
    ['no_title', { artistName: undefined }]
  ])('is %s with %j', async (reason, fields) => {
    const { report } = await importText(NAME, JSON.stringify([honest, { ...honest, ...fields }]));
    expect(report).toMatchObject({ records: 2, plays: 1, rejected: { [reason]: 1 } });
  });
});

describe('a file', () => {
  it.each([
    ['StreamingHistory3.json', 'plays'],
    ['renamed.json', 'plays'],
    ['StreamingHistory_podcast_0.json', 'not_music'],
    ['streaminghistory_audiobook_0.json', 'not_music']
  ])('called %s is recognised; its rows are %s', async (name, as) => {
    const { report } = await importText(name, JSON.stringify([honest]));
    expect(report.format).toBe('spotify-account');
    expect(as === 'plays' ? report.plays : report.rejected.not_music).toBe(1);
  });

  it.each([
    [NAME, JSON.stringify({ endTime: 'x', msPlayed: 1 })],
    [NAME, '[{"searchQuery":"x"}]'],
    ['Userdata.json', '{"username":"sentinel"}'],
    ['YourLibrary.json', '{"tracks":[]}'],
    ['other.json', '[]']
  ])('called %s with %s is not taken', async (name, text) => {
    expect(await claimants(name, text)).toEqual([]);
  });

  it('says once, in the last of them, which download holds all years', async () => {
    const names = ['StreamingHistory_music_0.json', 'StreamingHistory_music_1.json'];
    const { files } = await importFiles(
      names.map((name, i) => jsonFile(name, [{ ...honest, endTime: `2024-03-09 19:0${i}` }])),
      new InMemoryHistory()
    );
    expect(files.map((file) => problemCodes([file]))).toEqual([[], ['short_download']]);
    const message = files[1]?.problems[0]?.message;
    for (const words of [
      'Account data',
      'Extended streaming history',
      'spotify.com/account/privacy',
      '30 days'
    ]) {
      expect(message).toContain(words);
    }
  });
});

itIsReadWholeCutAndInOtherEncodings(sample, { format: 'spotify-account', records: 9 });
