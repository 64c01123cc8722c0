import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { chromiumArgs } from './chromium.ts';
import { installPeers, PEERS } from './peers.ts';

const FEATURES = '--enable-features=';

/**
 * The flags that switch WebNN on, together with those of all tests. Chromium heeds only the last list of features, so
 * that there must be one.
 */
export const webnnArgs = chromiumArgs.map((flag) =>
  flag.startsWith(FEATURES) ? `${flag},WebMachineLearningNeuralNetwork` : flag
);

/**
 * A Chromium that has WebNN built in, on the processor: the one that npm's @sparticuz/chromium carries packed, for
 * Linux on x86-64. Debian's has none. Unpacked once, beside the package.
 * @returns its executable, or why there is none, in one line
 */
export function webnnChromium(): { executable: string } | { problem: string } {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { problem: 'The Chromium with WebNN runs on Linux on x86-64 alone.' };
  }
  const problem = installPeers();
  if (problem) return { problem };
  const folder = resolve(PEERS, 'node_modules/.cache/webnn-chromium');
  if (!existsSync(folder)) {
    // Complete or not there at all, also when two runs do it at once or one is stopped.
    const half = `${folder}.${process.pid}`;
    mkdirSync(half, { recursive: true });
    writeFileSync(join(half, 'chromium'), unpack('chromium.br'), { mode: 0o755 });
    // Without the software GPU its GPU process ends, and WebNN with it.
    execFileSync('tar', ['-x', '-C', half], { input: unpack('swiftshader.tar.br') });
    renameSync(half, folder);
  }
  return { executable: join(folder, 'chromium') };
}

function unpack(file: string): Buffer {
  return brotliDecompressSync(readFileSync(join(PEERS, 'node_modules/@sparticuz/chromium/bin', file)));
}
