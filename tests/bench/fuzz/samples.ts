import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Sample } from '../../fixtures/sample.ts';

/** A small whole file of one format. */
export interface FormatSample extends Sample {
  /** Its module in `tests/fixtures/samples`, without the ending. */
  format: string;
}

/** Every format there is a sample of: a module in that folder with a `sample` joins by itself. */
export async function loadSamples(): Promise<FormatSample[]> {
  const folder = new URL('../../fixtures/samples/', import.meta.url);
  const modules = readdirSync(fileURLToPath(folder))
    .filter((file) => file.endsWith('.ts'))
    .toSorted();
  const samples: FormatSample[] = [];
  for (const file of modules) {
    const { sample } = (await import(new URL(file, folder).href)) as { sample?: Sample };
    if (sample) samples.push({ ...sample, format: file.slice(0, -'.ts'.length) });
  }
  return samples;
}
