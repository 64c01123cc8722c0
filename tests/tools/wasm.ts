import { readFileSync } from 'node:fs';
import { compileStep, VARIANTS } from './compile-step.ts';

/** `npm run wasm`: compiles the training step's AssemblyScript into the two binaries that are committed. */
for (const variant of VARIANTS) {
  const file = `src/lib/compute/training/wasm/${variant}.wasm`;
  compileStep(variant, file);
  console.log(`${file}: ${readFileSync(file).length} bytes`);
}
