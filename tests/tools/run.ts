import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './chromium.ts';
import { ensurePostgres } from './postgres.ts';

/**
 * Everything CI runs, in order, and one closing line over all runners: each check (format, lint, assembly,
 * types, build) counts as one test. All steps run, even after one failed.
 */
interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
}
interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

const reports = mkdtempSync(join(tmpdir(), 'earshot-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };

try {
  process.env['CHROMIUM_PATH'] = ensureChromium();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

const withoutPostgres = ensurePostgres();
if (withoutPostgres) console.log(withoutPostgres);

await check('format', 'prettier', '--check', '.');
await check('lint', 'eslint', '--max-warnings', '0', '.');
await check('assembly', 'npm', 'run', '--silent', 'assembly');
await check('types', 'npm', 'run', '--silent', 'check');
await vitest();
const built = await check('build', 'vite', 'build');
if (built) await playwright();
else add('e2e (needs the build)', { failed: 1 });

rmSync(reports, { recursive: true });
console.log(
  `\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`
);
process.exit(total.failed === 0 ? 0 : 1);

async function check(name: string, command: string, ...args: string[]): Promise<boolean> {
  const ok = (await run(name, command, args)) === 0;
  add(name, ok ? { passed: 1 } : { failed: 1 });
  return ok;
}

async function vitest(): Promise<void> {
  const file = join(reports, 'vitest.json');
  const code = await run('unit and browser', 'vitest', [
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${file}`
  ]);
  const report = read(file) as VitestReport | undefined;
  add('unit and browser', {
    passed: report?.numPassedTests ?? 0,
    // A run can fail outside of its tests: an error at import, or no report at all.
    failed: report?.numFailedTests || (code === 0 && report ? 0 : 1),
    skipped: report?.numPendingTests ?? 0
  });
}

async function playwright(): Promise<void> {
  const file = join(reports, 'playwright.json');
  const code = await run('e2e', 'playwright', ['test'], { E2E_REPORT: file });
  const stats = (read(file) as PlaywrightReport | undefined)?.stats;
  add('e2e', {
    passed: stats?.expected ?? 0,
    failed: stats ? stats.unexpected + stats.flaky || (code === 0 ? 0 : 1) : 1,
    skipped: stats?.skipped ?? 0
  });
}

/** Runs a tool of the project's own, its output shown as it comes. Returns its exit code. */
function run(name: string, command: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  console.log(`\n── ${name} ──`);
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      shell: process.platform === 'win32'
    });
    child.on('error', () => {
      resolve(1);
    });
    child.on('close', (code) => {
      resolve(code ?? 1);
    });
  });
}

function add(name: string, counts: Partial<typeof total>): void {
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += counts[key] ?? 0;
  if (counts.failed) console.log(`✗ ${name}`);
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
