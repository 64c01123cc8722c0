import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Bench, UsageError, readCount } from './bench.ts';
import { makeCase } from './fuzz/cases.ts';
import { fuzzFormat } from './fuzz/run.ts';
import { type FormatSample, loadSamples } from './fuzz/samples.ts';

/** Where inputs that fail are written. */
const FOLDER = 'test-results/fuzz';

/** Imports mutated files of every format, and checks that each ends in a report that adds up. */
export const fuzzBench: Bench = {
  usage: '[--runs N] [--seed S] [--format NAME] [--case N]   (default: --runs 20000 and a new seed)',

  async run(args, tell) {
    const { values } = parseArgs({
      args,
      options: {
        runs: { type: 'string', default: '20000' },
        seed: { type: 'string' },
        format: { type: 'string' },
        case: { type: 'string' }
      }
    });
    const first = values.case === undefined ? 0 : readCount('case', values.case, 0);
    const runs = values.case === undefined ? readCount('runs', values.runs) : 1;
    const seed = values.seed === undefined ? newSeed() : readCount('seed', values.seed, 0);
    const samples = await loadSamples();
    const chosen = samples.filter(({ format }) => format === (values.format ?? format));
    if (chosen.length === 0) {
      throw new UsageError(`--format takes one of ${samples.map(({ format }) => format).join(', ')}.`);
    }
    tell(`Seed ${seed}, ${runs} files of each of ${chosen.length} formats`);
    const results: Record<string, number> = { cases: runs * chosen.length, failures: 0 };
    const waiting = [...chosen];
    const work = async () => {
      for (let sample = waiting.shift(); sample; sample = waiting.shift()) {
        const { format } = sample;
        const started = performance.now();
        const failures = await fuzzFormat(format, seed, runs, first);
        for (const { index, what } of failures) await keep(samples, format, seed, index, what, tell);
        results[`failures.${format}`] = failures.length;
        results['failures'] = (results['failures'] ?? 0) + failures.length;
        tell(`${format}: ${failures.length} failures, ${seconds(started)} s`);
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, work));
    const failed = results['failures'] ?? 0;
    return {
      results,
      details: { seed, runs, formats: chosen.map(({ format }) => format) },
      ...(failed > 0 && { failure: `${failed} mutated files did not end in an orderly report.` })
    };
  }
};

/** Writes the input down and says how to see the failure again. */
async function keep(
  samples: FormatSample[],
  format: string,
  seed: number,
  index: number,
  what: string,
  tell: (line: string) => void
): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const file = join(FOLDER, `${format}-${seed}-${index}.bin`);
  const { name, bytes } = makeCase(samples, format, seed, index);
  await writeFile(file, bytes);
  tell(`${format}, as "${name}": ${what}`);
  tell(`  input: ${file}`);
  tell(`  again: npm run bench -- fuzz --seed ${seed} --format ${format} --case ${index}`);
}

function newSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}
