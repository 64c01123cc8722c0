import { importFiles } from '../../../src/lib/history/import.ts';
import { InMemoryHistory } from '../../unit/history/in-memory.ts';
import type { Case } from './cases.ts';

/**
 * Imports one mutated file into an empty history.
 * @returns what is wrong with the outcome; undefined when it is in order, whatever became of the file.
 */
export async function check({ name, bytes }: Case): Promise<string | undefined> {
  const history = new InMemoryHistory();
  try {
    const { files } = await importFiles([new File([bytes], name)], history, { timeZone: 'Europe/London' });
    if (files.length === 0) return 'The report says nothing of the file.';
    let kept = 0;
    for (const { path, records, plays, skips, rejected, problems } of files) {
      const counts = [records, plays, skips, ...Object.values(rejected)];
      if (!counts.every((count) => Number.isInteger(count) && count >= 0))
        return `${path}: odd counts ${counts.join()}`;
      const sum = counts.slice(1).reduce((a, b) => a + b, 0);
      if (sum !== records) return `${path}: ${records} records, but ${sum} accounted for`;
      if (problems.some(({ code, message }) => !code || !message)) return `${path}: a problem without words`;
      if (records === 0 && problems.length === 0) return `${path}: nothing read, nothing said`;
      kept += plays + skips;
    }
    const { startedAt, songs, song } = history.listening();
    if (startedAt.length !== kept) return `${kept} plays and skips reported, ${startedAt.length} stored`;
    if (song.some((index) => !songs[index]?.title || !songs[index].artist)) return 'A play without a name.';
    return undefined;
  } catch (error) {
    return error instanceof Error ? `Thrown: ${error.stack ?? error.message}` : `Thrown: ${String(error)}`;
  }
}
