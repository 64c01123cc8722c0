import { expect, it } from 'vitest';
import { importFiles } from '../../../src/lib/history/import.ts';
import { HONEST, hostileZips } from '../../fixtures/hostile-zips.ts';
import { InMemoryHistory, counts, expectedCounts, problemCodes } from './in-memory.ts';

it.each(hostileZips)('a zip with $what says so, and its honest file is kept', async ({ make, code }) => {
  const history = new InMemoryHistory();
  const { files } = await importFiles([new File([make()], 'x.zip')], history);
  const honest = files.filter(({ path }) => path.endsWith(HONEST.path));
  expect(counts(honest)).toEqual(expectedCounts(HONEST.expected));
  const others = files.filter(({ path }) => !path.endsWith(HONEST.path));
  if (code) expect(problemCodes(others)).toContain(code);
  else expect(counts(others).records).toBe(200);
  for (const { path, records, plays, skips, rejected } of files) {
    expect(records).toBe(plays + skips + Object.values(rejected).reduce((a, b) => a + b));
    expect(path).not.toMatch(/\p{Cc}/u);
  }
  expect(history.listening().startedAt.length).toBe(counts(files).plays + counts(files).skips);
});
