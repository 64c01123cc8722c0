/** What `assembly/index.ts` exports; pointers are byte addresses in `memory`. */
export interface Kernels {
  memory: WebAssembly.Memory;
  heapBase(): number;
  scoreFloats(vectors: number, rows: number, width: number, query: number, scores: number): void;
  scoreBytes(
    vectors: number,
    rows: number,
    width: number,
    query: number,
    scales: number,
    scale: number,
    scores: number
  ): void;
  /** @returns 0 if a score is NaN */
  top(scores: number, count: number, k: number, indices: number, values: number): number;
  solve(
    n: number,
    starts: number,
    lengths: number,
    entries: number,
    diagonal: number,
    b: number,
    y: number,
    work: number,
    tolerance: number,
    most: number
  ): number;
  solveEight(
    n: number,
    starts: number,
    lengths: number,
    entries: number,
    diagonal: number,
    b: number,
    y: number,
    work: number,
    tolerance: number,
    most: number
  ): void;
  multiply(
    n: number,
    starts: number,
    lengths: number,
    entries: number,
    diagonal: number,
    v: number,
    out: number
  ): void;
  residual: WebAssembly.Global<'f64'>;
}

/** The bytes of `assembly/index.wasm`, or where they are fetched from. */
export type KernelSource = BufferSource | PromiseLike<Response>;

/** @returns undefined where WebAssembly or its SIMD instructions are missing */
export async function compileKernels(source: KernelSource): Promise<WebAssembly.Module | undefined> {
  const bytes = 'then' in source ? await (await source).arrayBuffer() : source;
  // Where SIMD is missing its instructions are invalid; so is an error page that came instead of the kernels.
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(bytes)) return undefined;
  return await WebAssembly.compile(bytes);
}

/** Memory of one instance of the kernels, handed out from the front and given back with the instance. */
export class KernelMemory {
  readonly kernels: Kernels;
  #free: number;

  constructor(module: WebAssembly.Module) {
    this.kernels = new WebAssembly.Instance(module).exports as unknown as Kernels;
    this.#free = this.kernels.heapBase();
  }

  /**
   * Memory grows where needed: then views made before are detached.
   * @returns the address of `bytes` zeroed bytes, 16-byte aligned
   * @throws RangeError when the memory cannot grow
   */
  take(bytes: number): number {
    const address = Math.ceil(this.#free / 16) * 16;
    this.#free = address;
    this.extend(bytes);
    return address;
  }

  /** Adds zeroed `bytes` to the area that was taken last. As `take`, it can detach views. */
  extend(bytes: number): void {
    this.#free += bytes;
    const { memory } = this.kernels;
    const missing = this.#free - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  }

  floats(address: number, length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.kernels.memory.buffer, address, length);
  }

  doubles(address: number, length: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.kernels.memory.buffer, address, length);
  }

  integers(address: number, length: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.kernels.memory.buffer, address, length);
  }

  shorts(address: number, length: number): Int16Array<ArrayBuffer> {
    return new Int16Array(this.kernels.memory.buffer, address, length);
  }

  bytes(address: number, length: number): Int8Array<ArrayBuffer> {
    return new Int8Array(this.kernels.memory.buffer, address, length);
  }
}

/** WebAssembly's unit of memory, bytes. */
const PAGE = 65_536;
