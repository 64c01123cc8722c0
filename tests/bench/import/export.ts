import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { Zip, type ZipInputFile } from 'fflate';
import { rowsToJson } from '../../fixtures/spotify.ts';
import { spotifyFiles } from '../../fixtures/spotify-rows.ts';

const SEED = 1;

/**
 * Writes an invented Spotify export of so many rows, as Spotify packs it, file by file: a million rows are close to
 * a gigabyte. Returns where it is.
 */
export async function writeExport(folder: string, rows: number): Promise<string> {
  const path = join(folder, `my_spotify_data_${rows}.zip`);
  const output = await open(path, 'w');
  let chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  const write = async () => {
    for (const chunk of chunks) await output.write(chunk);
    chunks = [];
  };
  for (const file of spotifyFiles({ rows, seed: SEED })) {
    const json = rowsToJson(file.rows);
    // Node's own deflate: the library's takes five times as long.
    const member: ZipInputFile = { filename: file.path, compression: 8, size: json.length, crc: crc32(json) };
    zip.add(member);
    member.ondata?.(null, deflateRawSync(json, { level: 6 }), true);
    await write();
  }
  zip.end();
  await write();
  await output.close();
  return path;
}
