import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where the built app lies. */
export const BUILD = 'build';
const SOURCES = ['src', 'static', 'package-lock.json', 'package.json', 'svelte.config.js', 'vite.config.ts'];

/** Builds the app if anything has changed since it was built last; what Vite says goes to stderr. */
export function ensureBuilt(tell: (line: string) => void): void {
  if (newest([BUILD]) >= newest(SOURCES)) return;
  tell('Building Earshot ...');
  execFileSync('npm', ['run', '--silent', 'build', '--', '--logLevel', 'warn'], {
    stdio: ['ignore', 2, 'inherit'],
    shell: process.platform === 'win32'
  });
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
