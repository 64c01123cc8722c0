import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportReport } from '../../../src/lib/history/index.ts';
import { shortPath } from '../../../src/lib/history/reading/member.ts';
import { type Chosen, inflated } from './paths.ts';
import type { BenchSite } from '../site.ts';

/**
 * Puts every JSON file that an import has read where the bench page can fetch it, as UTF-8.
 * @param report says which files were read; what was passed over would make the yardstick longer than it is.
 * @returns their addresses
 */
export async function placeTexts(site: BenchSite, chosen: Chosen, report: ImportReport): Promise<string[]> {
  const read = new Set(report.files.filter(({ records }) => records > 0).map(({ path }) => path));
  const folder = join(site.folder, 'texts');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  const urls: string[] = [];
  for await (const { path, bytes } of inflated(chosen)) {
    if (!read.has(shortPath(path))) continue;
    const text = decode(bytes);
    if (!isJson(text)) continue;
    const name = `${urls.length}.txt`;
    await writeFile(join(folder, name), text);
    urls.push(`/texts/${name}`);
  }
  return urls;
}

function decode(bytes: Uint8Array): string {
  const [a, b] = bytes;
  const encoding = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
