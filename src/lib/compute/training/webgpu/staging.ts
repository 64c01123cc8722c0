/** Buffers through which results come back from the GPU, made once and used in turn. */
export class Staging {
  readonly #all: GPUBuffer[];
  readonly #free: GPUBuffer[];
  readonly #waiting: ((buffer: GPUBuffer) => void)[] = [];

  constructor(device: GPUDevice, bytes: number, count: number) {
    this.#all = Array.from({ length: count }, () =>
      device.createBuffer({ size: bytes, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST })
    );
    this.#free = [...this.#all];
  }

  /** The next one that is free, in the order of the calls. */
  take(): Promise<GPUBuffer> {
    const buffer = this.#free.pop();
    if (buffer) return Promise.resolve(buffer);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Waits for what was copied to the buffer and frees it. */
  async read(buffer: GPUBuffer, bytes: number): Promise<Float32Array> {
    try {
      await buffer.mapAsync(GPUMapMode.READ, 0, bytes);
      return new Float32Array(buffer.getMappedRange(0, bytes).slice(0));
    } finally {
      if (buffer.mapState === 'mapped') buffer.unmap();
      const next = this.#waiting.shift();
      if (next) next(buffer);
      else this.#free.push(buffer);
    }
  }

  destroy(): void {
    for (const buffer of this.#all) buffer.destroy();
  }
}
