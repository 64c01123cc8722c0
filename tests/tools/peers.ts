import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';

export const PEERS = 'tests/peers';

/**
 * Installs `tests/peers`, the heavy packages that only some runs need, unless they are there.
 * @returns undefined, or why it cannot be done, in one line
 */
export function installPeers(): string | undefined {
  // npm writes the second file when it is done with what the first one asks for.
  if (changedAt('node_modules/.package-lock.json') >= changedAt('package-lock.json')) return undefined;
  try {
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--silent'], {
      cwd: PEERS,
      stdio: 'pipe',
      shell: process.platform === 'win32'
    });
    return undefined;
  } catch (error) {
    const [line] = String((error as { stderr?: Buffer }).stderr ?? error)
      .trim()
      .split('\n');
    return `npm ci in ${PEERS} failed: ${line ?? 'no reason given'}`;
  }
}

/** 0 where there is no such file. */
function changedAt(file: string): number {
  return statSync(`${PEERS}/${file}`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
