import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

/** Names of the binaries, without their ending. */
export const VARIANTS = ['step', 'step-relaxed'] as const;

/** Compiles `src/lib/compute/training/wasm/assembly`. @throws Error with the compiler's messages */
export async function compileStep(variant: (typeof VARIANTS)[number]): Promise<Uint8Array> {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  let binary: Uint8Array | undefined;
  let messages = '';
  const { error } = await asc.main(
    [
      'src/lib/compute/training/wasm/assembly/index.ts',
      ...['--baseDir', root, '--outFile', 'step.wasm', '-O3', '--noAssert'],
      // Memory is laid out once and never freed, and nothing can throw.
      ...['--runtime', 'stub', '--use', 'abort='],
      ...['--enable', variant === 'step' ? 'simd' : 'simd,relaxed-simd'],
      // 112: v128 does not leave the module. 201: the module is for 32 bits.
      ...['--disableWarning', '112,201']
    ],
    {
      writeFile: (_name, contents) => {
        if (typeof contents !== 'string') binary = contents;
      },
      stderr: {
        write: (message) => {
          messages += message.toString();
        }
      }
    }
  );
  if (error || !binary) throw new Error(messages, { cause: error });
  return binary;
}
