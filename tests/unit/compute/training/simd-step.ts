import { readFileSync } from 'node:fs';

/** The binary that every Node runs; relaxed SIMD is tested in the browser. */
export function simdStepBytes(): Uint8Array<ArrayBuffer> {
  const url = new URL('../../../../src/lib/compute/training/wasm/assembly/index.wasm', import.meta.url);
  return new Uint8Array(readFileSync(url));
}

export function simdStep(): WebAssembly.Module {
  return new WebAssembly.Module(simdStepBytes());
}
