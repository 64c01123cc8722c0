import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { type Bench, type Outcome, UsageError } from './bench.ts';

/**
 * `npm run bench -- NAME [--json] [options]`: with `--json`, one object on the last line of stdout,
 * `{ bench, commit, environment, results, ... }`; without, a table. Progress goes to stderr.
 */
const benches: Record<string, () => Promise<Bench>> = {
  'cold-start': async () => (await import('./cold-start.ts')).coldStartBench,
  collector: async () => (await import('./collector.ts')).collectorBench,
  fuzz: async () => (await import('./fuzz.ts')).fuzzBench,
  import: async () => (await import('./import.ts')).importBench,
  lab: async () => (await import('./lab.ts')).labBench,
  'magic-vs-epsilon': async () => (await import('./magic-vs-epsilon.ts')).magicBench,
  quality: async () => (await import('./quality.ts')).qualityBench,
  privacy: async () => (await import('./privacy.ts')).privacyBench,
  ranking: async () => (await import('./ranking.ts')).rankingBench,
  rendering: async () => (await import('./rendering.ts')).renderingBench,
  soak: async () => (await import('./soak.ts')).soakBench,
  startup: async () => (await import('./startup.ts')).startupBench,
  training: async () => (await import('./training.ts')).trainingBench
};

const [name = '', ...rest] = process.argv.slice(2);
const json = rest.includes('--json');
const args = rest.filter((arg) => arg !== '--json');
const load = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (!load) {
  console.error(name === '' ? 'Which bench?' : `There is no bench "${name}".`);
  for (const [other, loadOther] of Object.entries(benches)) {
    console.error(`  npm run bench -- ${other} [--json] ${(await loadOther()).usage}`);
  }
  process.exit(2);
}

const bench = await load();
try {
  const started = performance.now();
  const outcome = await bench.run(args, (line) => {
    console.error(`[${((performance.now() - started) / 1000).toFixed(0)} s] ${line}`);
  });
  print(outcome);
  if (outcome.failure) console.error(outcome.failure);
  process.exit(outcome.failure ? 1 : 0);
} catch (error) {
  if (!(error instanceof UsageError) && !isUnknownOption(error)) {
    console.error(error);
    process.exit(1);
  }
  console.error(error.message);
  console.error(`Usage: npm run bench -- ${name} [--json] ${bench.usage}`);
  process.exit(2);
}

function print({ results, details = {}, environment = {} }: Outcome): void {
  const all = { ...machine(), ...environment };
  if (json) {
    console.log(JSON.stringify({ bench: name, commit: commit(), environment: all, results, ...details }));
    return;
  }
  const width = Math.max(...Object.keys(results).map(({ length }) => length));
  for (const [figure, value] of Object.entries(results)) {
    console.log(`${figure.padEnd(width)}  ${value.toLocaleString('en-GB', { maximumFractionDigits: 3 })}`);
  }
  console.log(
    `\nCommit ${commit()}, ${Object.entries(all)
      .map(([key, value]) => `${key} ${value}`)
      .join(', ')}`
  );
}

function machine(): Record<string, string | number> {
  const processors = cpus();
  return {
    node: process.version,
    system: `${process.platform} ${process.arch}`,
    processor: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    'memory.gb': Math.round(totalmem() / 2 ** 30),
    // Of the last minute: other work on the machine makes every time longer.
    load: loadavg()[0] ?? 0
  };
}

/** The commit that was measured, with a mark when files differ from it. */
function commit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty', '--abbrev=12', '--exclude=*'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore']
    }).trim();
  } catch {
    return 'unknown';
  }
}

function isUnknownOption(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
