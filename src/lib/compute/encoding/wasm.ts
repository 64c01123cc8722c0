import type { WasmStep } from '../training/wasm/load.ts';
import { checkWindow, Unavailable, type Encoder, type Rung } from './encoder.ts';
import type { EncoderWeights } from './weights.ts';

/** What it uses of training/wasm/assembly/index.ts. Addresses are globals that `configure` sets. */
interface Step {
  memory: WebAssembly.Memory;
  configure(...sizes: number[]): number;
  packWeights(): void;
  encodeRows(plays: number): number;
  parameters: WebAssembly.Global<'i32'>;
  x: WebAssembly.Global<'i32'>;
}

/** Rows that the kernels take at a time. */
const TILE = 4;

/** @param load the training step's module, see training/wasm/load.ts: it encodes as it does while training */
export function wasmRung(load: () => Promise<WasmStep | undefined>): Rung {
  return {
    name: 'wasm',
    probe: async () => {
      const step = await load();
      if (!step) throw new Unavailable('This browser has no WebAssembly with SIMD.');
      return [
        {
          adapter: '',
          isSoftware: false,
          precision: 'f32',
          build: (weights) => Promise.resolve(new WasmEncoder(step, weights))
        }
      ];
    }
  };
}

class WasmEncoder implements Encoder {
  readonly rung = 'wasm';
  readonly description: string;
  readonly #shape: EncoderWeights['shape'];
  #step: Step | undefined;

  constructor({ module, variant }: WasmStep, { shape, values }: EncoderWeights) {
    this.description = `WebAssembly (${variant}, one thread)`;
    this.#shape = shape;
    const step = new WebAssembly.Instance(module, {}).exports as unknown as Step;
    const { width, heads, hidden, blocks, context } = shape;
    // One window, and of the tables that this route does without, the least there can be.
    const [batch, items, kinds, itemBias, loss, negatives] = [1, 1, 0, 0, 0, 0];
    const size = step.configure(
      ...[width, heads, hidden, blocks, context],
      ...[batch, items, kinds, itemBias, loss, negatives]
    );
    floats(step, step.parameters.value, size).set(values, size - values.length);
    step.packWeights();
    this.#step = step;
  }

  get bytes(): number {
    return this.#open.memory.buffer.byteLength;
  }

  encode(rows: Float32Array, plays: number): Promise<Float32Array> {
    return new Promise((resolve) => {
      checkWindow(this.#shape, rows, plays);
      resolve(this.#encode(rows, plays));
    });
  }

  dispose(): void {
    this.#step = undefined;
  }

  #encode(rows: Float32Array, plays: number): Float32Array {
    const { width } = this.#shape;
    const step = this.#open;
    const tiled = Math.ceil(plays / TILE) * TILE;
    const x = floats(step, step.x.value, tiled * width);
    x.set(rows.subarray(0, plays * width));
    x.fill(0, plays * width);
    return floats(step, step.encodeRows(plays), width).slice();
  }

  get #open(): Step {
    if (!this.#step) throw new Error('The encoder was disposed of.');
    return this.#step;
  }
}

function floats({ memory }: Step, address: number, count: number): Float32Array {
  return new Float32Array(memory.buffer, address, count);
}
