import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A small whole file of one format. */
export interface Sample {
  /** Of the module in `tests/fixtures/samples`, without its ending. */
  format: string;
  /** As its service calls it. */
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Every format there is a sample of: a new file in that folder joins by itself. */
export async function loadSamples(): Promise<Sample[]> {
  const folder = new URL('../../fixtures/samples/', import.meta.url);
  const modules = readdirSync(fileURLToPath(folder))
    .filter((file) => file.endsWith('.ts'))
    .toSorted();
  return await Promise.all(
    modules.map(async (file) => {
      const { sample } = (await import(new URL(file, folder).href)) as { sample: Omit<Sample, 'format'> };
      return { ...sample, format: file.slice(0, -'.ts'.length) };
    })
  );
}
