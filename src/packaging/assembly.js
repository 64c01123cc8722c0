import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Compiles every `assembly/index.ts` below `src` into `index.wasm` beside it. The binaries are not committed:
 * AssemblyScript comes from npm and gives equal bytes for equal sources, so Node is all that a build needs.
 *
 * The code is bare arithmetic on memory that its caller lays out: no garbage collector, no assertions, no imports.
 * SIMD128 is all that is switched on, which every current browser has; where it does not compile, plain TypeScript
 * takes over.
 */
const OPTIONS = [
  '-O3',
  '--converge',
  '--noAssert',
  '--runtime',
  'stub',
  '--use',
  'abort=',
  '--enable',
  'simd',
  // v128 as a parameter: only functions within the module call these.
  '--disableWarning',
  '112'
];

/** Run as a command: importing it would bring types that redefine those of JavaScript's own arrays. */
const COMPILER = 'node_modules/assemblyscript/bin/asc.js';

const work = await mkdtemp(join(tmpdir(), 'earshot-assembly-'));
const entries = await readdir('src', { recursive: true, withFileTypes: true });
for (const { parentPath, name } of entries) {
  const source = join(parentPath, name);
  if (!/[\\/]assembly[\\/]index\.ts$/.test(source)) continue;
  await compile(source, join(dirname(source), 'index.wasm'));
}
await rm(work, { recursive: true });

/**
 * @param {string} source
 * @param {string} target written only if its content changes, so that nothing is built anew without need
 */
async function compile(source, target) {
  const file = join(work, 'index.wasm');
  execFileSync(process.execPath, [COMPILER, source, '--outFile', file, ...OPTIONS], { stdio: 'inherit' });
  const binary = await readFile(file);
  const former = await readFile(target).catch(() => undefined);
  if (former?.equals(binary)) return;
  await writeFile(target, binary);
  console.log(`Compiled ${target}, ${binary.length} bytes`);
}
