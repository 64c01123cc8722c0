import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Names of the binaries, without their ending. */
export const VARIANTS = ['step', 'step-relaxed'] as const;

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Compiles `src/lib/compute/training/wasm/assembly`. As a process of its own: the compiler's types would change those
 * of every array in the project.
 * @throws Error with the compiler's messages
 */
export function compileStep(variant: (typeof VARIANTS)[number], outFile: string): void {
  const options = [
    ...['--outFile', outFile, '-O3', '--noAssert'],
    // Memory is laid out once and never freed, and nothing can throw.
    ...['--runtime', 'stub', '--use', 'abort='],
    ...['--enable', variant === 'step' ? 'simd' : 'simd,relaxed-simd']
  ];
  execFileSync(
    process.execPath,
    ['node_modules/assemblyscript/bin/asc.js', 'src/lib/compute/training/wasm/assembly/index.ts', ...options],
    // Its warnings are about modules for 64 bits; an error's message has all of them.
    { cwd: ROOT, stdio: 'pipe' }
  );
}
