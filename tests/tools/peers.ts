import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const FOLDER = 'tests/peers';

/**
 * Installs `tests/peers`, the heavy packages that only some runs need, unless they are there.
 * @returns undefined, or why it cannot be done, in one line
 */
export function installPeers(): string | undefined {
  if (existsSync(`${FOLDER}/node_modules/.package-lock.json`)) return undefined;
  try {
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--silent'], { cwd: FOLDER, stdio: 'pipe' });
    return undefined;
  } catch (error) {
    const [line] = String((error as { stderr?: Buffer }).stderr ?? error)
      .trim()
      .split('\n');
    return `npm ci in ${FOLDER} failed: ${line ?? 'no reason given'}`;
  }
}
