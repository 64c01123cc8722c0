import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { serve } from './serve.ts';

/** `npm start [-- --port N]`: builds the app if needed and serves it on this machine. */
const ROOT = 'build';
const SOURCES = ['src', 'static', 'package-lock.json', 'package.json', 'svelte.config.js', 'vite.config.ts'];
const DEFAULT_PORT = 4173;

const port = readPort();
if (newest([ROOT]) < newest(SOURCES)) {
  console.log('Building Earshot ...');
  execFileSync('vite', ['build', '--logLevel', 'warn'], {
    stdio: 'inherit',
    shell: process.platform === 'win32'
  });
}
try {
  const { url } = await serve({ root: ROOT, port });
  console.log(`Earshot is at ${url}`);
} catch (error) {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
  console.error(
    `Port ${port} is taken. Stop what runs there, or choose another: npm start -- --port ${port + 1}`
  );
  process.exit(1);
}

function readPort(): number {
  try {
    const { values } = parseArgs({ options: { port: { type: 'string', default: String(DEFAULT_PORT) } } });
    const value = Number(values.port);
    if (Number.isInteger(value) && value >= 0 && value < 65_536) return value;
  } catch {
    // An unknown option: the usage below says what there is.
  }
  console.error('Usage: npm start [-- --port N], with N from 0 to 65535');
  return process.exit(2);
}

/** Time of the newest change in files and folders, ms since epoch; 0 where there is nothing. */
function newest(paths: string[]): number {
  return Math.max(0, ...paths.map(changed));
}

function changed(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  return stat.isDirectory() ? newest(readdirSync(path).map((name) => join(path, name))) : stat.mtimeMs;
}
