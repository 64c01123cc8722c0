import { describe, expect, it } from 'vitest';
import { sample as lastfmGhanCsv } from '../../../fixtures/samples/lastfm-ghan-csv.ts';
import { sample as lastfmToCsv } from '../../../fixtures/samples/lastfm-to-csv.ts';
import { sample as lastfmstatsCsv } from '../../../fixtures/samples/lastfmstats-csv.ts';
import { sample as librefm } from '../../../fixtures/samples/librefm.ts';
import { sample as panoScrobblerCsv } from '../../../fixtures/samples/pano-scrobbler-csv.ts';
import { sample as panoScrobblerJsonl } from '../../../fixtures/samples/pano-scrobbler-jsonl.ts';
import { sample as rockbox } from '../../../fixtures/samples/rockbox.ts';
import { NAMES } from '../../../fixtures/sample.ts';
import { sample as tidal } from '../../../fixtures/samples/tidal.ts';
import { claimants, importText } from './import-text.ts';

const SAMPLES = {
  'lastfm-ghan-csv': lastfmGhanCsv,
  'lastfm-to-csv': lastfmToCsv,
  'lastfmstats-csv': lastfmstatsCsv,
  librefm,
  'pano-scrobbler-csv': panoScrobblerCsv,
  'pano-scrobbler-jsonl': panoScrobblerJsonl,
  rockbox,
  tidal
};

describe.each(Object.entries(SAMPLES))('%s', (format, { name, bytes }) => {
  const text = new TextDecoder().decode(bytes);

  it('is claimed by no other format, whatever the file is called', async () => {
    expect(await claimants(name, text)).toEqual([format]);
    expect(await claimants('renamed.txt', text)).toEqual([format]);
  });

  it('is read whole, in any encoding and with any line breaks', async () => {
    const { report, rows } = await importText(name, bytes);
    expect(report).toMatchObject({ format, rejected: { malformed: 0, no_title: 0 } });
    expect(report.plays + report.skips).toBe(NAMES.length);
    expect(rows.slice(0, 7).map(({ artist, title }) => [artist, title])).toEqual(
      NAMES.slice(0, 7).map(([artist, title]) => [artist, title])
    );
    const lines = text.replaceAll('\r\n', '\n');
    for (const other of [
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      Buffer.from(text, 'utf16le'),
      `\ufeff${lines}`,
      lines.replaceAll('\n', '\r\n'),
      lines.trimEnd()
    ]) {
      expect((await importText(name, other)).rows).toEqual(rows);
    }
  });

  it('keeps its whole records where it is cut, and says so', async () => {
    const whole = await importText(name, bytes);
    // Within the long name of the last record but one, or two.
    const cut = await importText(name, bytes.slice(0, text.trimEnd().length - 100));
    expect(cut.report.problems.map(({ code }) => code)).toContain('truncated');
    expect(cut.report.rejected.malformed).toBe(0);
    expect(cut.rows.length).toBeGreaterThan(4);
    expect(cut.rows.length).toBeLessThan(whole.rows.length + 1);
    expect(whole.rows.slice(0, cut.rows.length)).toEqual(cut.rows);
  });
});

it.each([
  'a,b,c,d\n1,2,3,4\n',
  'Artist,Track,Album\na,b,c\n',
  'name;artist;album\na;b;c\n',
  '#EXTM3U\n#EXTINF:1,a - b\nx.mp3\n',
  '{"timeMs":1}\n{"artist":"a","track":"b"}\n',
  'plain text, of a letter, with commas, 06 Aug 2023\n'
])('no format claims %j', async (text) => {
  expect(await claimants('x.csv', text)).toEqual([]);
});
