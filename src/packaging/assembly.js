import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/**
 * Compiles every `assembly/index.ts` below `src` into `index.wasm` beside it, and `assembly/relaxed.ts`, where a folder
 * has it, into `relaxed.wasm` with relaxed SIMD. The binaries are not committed:
 * AssemblyScript comes from npm and gives equal bytes for equal sources, so Node is all that a build needs.
 *
 * The code is bare arithmetic on memory that its caller lays out: no garbage collector, no assertions, no imports.
 * Beside relaxed SIMD, SIMD128 is all that is switched on, which every current browser has; where it does not compile,
 * plain TypeScript takes over.
 */
const OPTIONS = [
  '-O3',
  '--converge',
  '--noAssert',
  '--runtime',
  'stub',
  '--use',
  'abort=',
  // v128 as a parameter: only functions within the module call these. And casts that memory above 4 GB would need.
  '--disableWarning',
  '112',
  '--disableWarning',
  '201'
];

/** Run as a command: importing it would bring types that redefine those of JavaScript's own arrays. */
const COMPILER = 'node_modules/assemblyscript/bin/asc.js';

const work = await mkdtemp(join(tmpdir(), 'earshot-assembly-'));
const entries = await readdir('src', { recursive: true, withFileTypes: true });
for (const { parentPath, name: file } of entries) {
  const source = join(parentPath, file);
  if (!/[\\/]assembly[\\/](index|relaxed)\.ts$/.test(source)) continue;
  const name = basename(source, '.ts');
  await compile(source, join(parentPath, `${name}.wasm`), name === 'index' ? 'simd' : 'simd,relaxed-simd');
}
await rm(work, { recursive: true });

/**
 * @param {string} source
 * @param {string} target written only if its content changes, so that nothing is built anew without need
 * @param {string} features of WebAssembly, separated by commas
 */
async function compile(source, target, features) {
  const file = join(work, 'out.wasm');
  const options = ['--outFile', file, '--enable', features, ...OPTIONS];
  execFileSync(process.execPath, [COMPILER, source, ...options], { stdio: 'inherit' });
  const binary = await readFile(file);
  const former = await readFile(target).catch(() => undefined);
  if (former?.equals(binary)) return;
  await writeFile(target, binary);
  console.log(`Compiled ${target}, ${binary.length} bytes`);
}
