import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostileZips, largeHostileZips } from '../../fixtures/hostile-zips.ts';
import type { Outcome } from '../bench.ts';
import { measureApp } from './app.ts';
import { choose } from './paths.ts';

/** What any input may take over what there was at its start, MB. */
const MOST_MB = 200;

/** Imports every hostile zip into the app, each in a browser of its own, and looks at memory and the main thread. */
export async function measureHostile(appUrl: string, tell: (line: string) => void): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-hostile-'));
  const results: Record<string, number> = { 'hostile.peak.mb': 0, 'hostile.longtask.ms': 0 };
  const raise = (name: string, value: number) => {
    results[name] = Math.max(results[name] ?? 0, value);
  };
  const greedy: string[] = [];
  let browser = 'unknown';
  try {
    for (const { what, make } of [...hostileZips, ...largeHostileZips]) {
      const path = join(folder, 'my_spotify_data.zip');
      await writeFile(path, make());
      const { peak, longTask, ms, version } = await measureApp(appUrl, await choose(path));
      browser = version;
      tell(
        `${what}: ${peak.renderers.toFixed(0)} MB, ${ms.toFixed(0)} ms, longest task ${longTask.toFixed(0)} ms`
      );
      const name = what.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
      raise('hostile.peak.mb', peak.renderers);
      raise('hostile.longtask.ms', longTask);
      results[`hostile.peak.${name}.mb`] = peak.renderers;
      results[`hostile.import.${name}.ms`] = ms;
      if (peak.renderers > MOST_MB) greedy.push(what);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return {
    results,
    environment: { browser },
    ...(greedy.length > 0 && { failure: `More than ${MOST_MB} MB over the start: ${greedy.join(', ')}.` })
  };
}
