/** A compiled step and which kind of it this engine takes. */
export interface WasmStep {
  module: WebAssembly.Module;
  variant: 'relaxed SIMD' | 'SIMD';
}

/** Where `assembly/index.wasm` and `assembly/relaxed.wasm` lie; the caller's bundler knows. */
export interface StepUrls {
  simd: string;
  relaxed: string;
}

/**
 * Fetches and compiles the best step that this engine can run.
 * @returns undefined where there is no SIMD at all
 */
export async function loadWasmStep(urls: StepUrls): Promise<WasmStep | undefined> {
  const variant = bestVariant();
  if (!variant) return undefined;
  const url = variant === 'SIMD' ? urls.simd : urls.relaxed;
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return { module: await WebAssembly.compile(await response.arrayBuffer()), variant };
}

/** What this engine compiles: relaxed SIMD multiplies and adds in one instruction. */
export function bestVariant(): WasmStep['variant'] | undefined {
  const RELAXED_MADD = [0xfd, 0x85, 0x02];
  const ADD = [0xfd, 0xe4, 0x01];
  if (compiles([0x20, 2, ...RELAXED_MADD])) return 'relaxed SIMD';
  return compiles(ADD) ? 'SIMD' : undefined;
}

/** Whether a module holding (a, b, c: v128) => v128 is valid whose body has a and b on the stack before `code`. */
function compiles(code: readonly number[]): boolean {
  const body = [0x00, 0x20, 0, 0x20, 1, ...code, 0x0b];
  return WebAssembly.validate(
    Uint8Array.of(
      ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
      ...[0x01, 0x08, 0x01, 0x60, 0x03, 0x7b, 0x7b, 0x7b, 0x01, 0x7b],
      ...[0x03, 0x02, 0x01, 0x00],
      ...[0x0a, body.length + 2, 0x01, body.length, ...body]
    )
  );
}
