import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { compileStep, VARIANTS } from './compile-step.ts';

/** `npm run wasm`: compiles the training step's AssemblyScript into the two binaries that are committed. */
for (const variant of VARIANTS) {
  const url = new URL(`../../src/lib/compute/training/wasm/${variant}.wasm`, import.meta.url);
  const bytes = await compileStep(variant);
  await writeFile(url, bytes);
  console.log(`${fileURLToPath(url)}: ${bytes.length} bytes`);
}
