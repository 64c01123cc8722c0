import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { importFiles } from '../../../src/lib/history/import.ts';
import { zipOf } from '../../fixtures/spotify.ts';
import { InMemoryHistory } from './in-memory.ts';

async function explain(name: string, content: BlobPart) {
  const { files } = await importFiles([new File([content], name)], new InMemoryHistory());
  const [report] = files;
  const [problem] = report?.problems ?? [];
  if (files.length !== 1 || report?.problems.length !== 1 || !problem) throw new Error('not one problem');
  return problem;
}

const zip = (members: Record<string, string>) =>
  zipOf(Object.fromEntries(Object.entries(members).map(([name, text]) => [name, strToU8(text)])));
const bytes = (...values: number[]) => Uint8Array.of(...values, 0, 0, 1, 2);

describe('the wrong file of a service', () => {
  it.each<[string, BlobPart, string, string]>([
    [
      'earshot-backup-2026-05-12.zip',
      zip({
        'earshot-history/meta.jsonl': '["summary",{}]\n',
        'manifest.json': '{\n "format": "earshot-backup"'
      }),
      'Earshot backup',
      'Restore a backup'
    ],
    ['Userdata.json', '{"email":"sentinel@example.org"}', 'Account data', 'Extended streaming history'],
    ['Playlist1.json', '{}', 'Account data', 'spotify.com/account/privacy'],
    ['x.json', '{"playlists":[{"items":[{"track":{"trackUri":"x"}}]}]}', 'Account data', '30 days'],
    [
      'my_spotify_data.zip',
      zip({ 'a/SearchQueries.json': '[]', 'a/Read_Me.pdf': '%PDF', 'a/Userdata.json': '{}' }),
      'Account data',
      'Extended streaming history'
    ],
    [
      'Suchverlauf.json',
      '[{"header":"YouTube","titleUrl":"https://www.youtube.com/results?search_query\\u003dx"}]',
      'searched for',
      'takeout.google.com'
    ],
    ['takeout.zip', zip({ 'Takeout/Mail/a.mbox': 'From' }), 'Google Takeout', 'JSON'],
    ['x.zip', zip({ 'Takeout/archive_browser.html': '<html>' }), 'Google Takeout', 'takeout.google.com'],
    ['Apple Music Library Tracks.json', '[{"Title":"x"}]', 'Apple Music', 'privacy.apple.com'],
    ['Library.xml', '<?xml version="1.0"?>\n<plist version="1.0">', 'Apple Music', 'privacy.apple.com'],
    ['x.html', '<!DOCTYPE html><title>sentinel | Last.fm</title>', 'Last.fm', 'lastfm-to-csv'],
    ['feedback.jsonl', '{"recording_msid":"x","score":1}\n', 'ListenBrainz', 'settings/export']
  ])('%s is told from its marks', async (name, content, what, instead) => {
    const { code, message } = await explain(name, content);
    expect(code).toBe('wrong_download');
    expect(message).toContain(what);
    expect(message).toContain(instead);
    expect(message).not.toMatch(/sentinel/);
  });
});

describe('any other file', () => {
  it.each<[string, BlobPart, string]>([
    ['a.jpg', bytes(0xff, 0xd8, 0xff, 0xe0), 'a picture'],
    ['a.png', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'a picture'],
    ['a.pdf', '%PDF-1.7', 'a PDF'],
    ['a.mp3', bytes(0xff, 0xfb, 0x90, 0x64), 'a piece of music'],
    ['b.mp3', bytes(0x49, 0x44, 0x33, 4), 'a piece of music'],
    ['a.mp4', bytes(0, 0, 0, 0x20, 0x66, 0x74, 0x79, 0x70, 0x69, 0x73, 0x6f, 0x6d), 'a video'],
    ['a.mkv', bytes(0x1a, 0x45, 0xdf, 0xa3), 'a video'],
    ['a.7z', bytes(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), 'an archive that is not a zip'],
    ['a.gz', bytes(0x1f, 0x8b, 8, 0), 'an archive that is not a zip'],
    ['a.bin', bytes(1, 2, 3, 200), 'a file that is not text'],
    ['a.html', '<html lang="en">', 'a web page'],
    ['a.json', '{"a":1}', 'a JSON file'],
    ['a.txt', 'hello, world', 'a text file'],
    ['a.csv', 'Name,Size (MB)\nx,1\n', 'a table with the columns Name, Size (MB),'],
    ['b.csv', 'A;B;C;D;E;F;G\n1;2;3;4;5;6;7\n', 'a table with the columns A, B, C, D, E, F, …'],
    ['a.m3u8', '#EXTM3U\n', 'a playlist']
  ])('%s looks like what it is', async (name, content, what) => {
    const { code, message } = await explain(name, content);
    expect(code).toBe('unknown_format');
    expect(message).toContain(`looks like ${what}`);
    expect(message).toContain('spotify.com/account/privacy');
  });

  it('without the names of columns is not shown, as it may be data', async () => {
    for (const first of ['sentinel@example.org,x', 'Sentinel Road 5,x', `${'sentinel'.repeat(9)},x`]) {
      const { message } = await explain('a.csv', `${first}\ny,z\n`);
      expect(message).toContain('looks like a table,');
      expect(message).not.toMatch(/sentinel/i);
    }
  });

  it('of many in a zip is told in one line', async () => {
    const same = await explain('x.zip', zip({ 'a.json': '{}', 'b.json': '[1]' }));
    expect(same.message).toContain('None of the 2 files in it');
    expect(same.message).toContain('each looks like a JSON file');
    const mixed = await explain('x.zip', zip({ 'a.json': '{}', 'b.txt': 'x', 'empty.txt': '' }));
    expect(mixed.message).toContain('None of the 2 files in it');
    expect(mixed.message).not.toContain('looks like');
  });
});
