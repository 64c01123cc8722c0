import { readFileSync } from 'node:fs';

/** The binary that every Node runs; relaxed SIMD is tested in the browser. */
export function simdStep(): WebAssembly.Module {
  const url = new URL('../../../../src/lib/compute/training/wasm/assembly/index.wasm', import.meta.url);
  return new WebAssembly.Module(readFileSync(url));
}
