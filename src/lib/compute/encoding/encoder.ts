import { checkLength, type EncoderShape, type EncoderWeights } from './weights.ts';

export type RungName = 'webnn' | 'webgpu' | 'wasm' | 'cpu';

/**
 * The sequence network at inference, on one processor route: rows through the blocks and the last norm, without
 * dropout. It holds a copy of its weights; after training, another one is built.
 */
export interface Encoder {
  readonly rung: RungName;
  /** For people: the route, with what the engine reports about it. */
  readonly description: string;
  /** Of weights and intermediate results, where the route keeps them. */
  readonly bytes: number;
  /**
   * @param rows shape [L, d], row-major, the first `plays` of them as `encoderRows` makes them, the others zeros
   * @param plays 1 ... L
   * @returns hidden state after the last play, [d], the caller's to keep
   * @throws RangeError when the window does not fit; any other error: this route can no longer compute
   */
  encode(rows: Float32Array<ArrayBuffer>, plays: number): Promise<Float32Array>;
  /** Frees what it holds; nothing else may be called afterwards. */
  dispose(): void;
}

/** How exactly a route computes. */
export type Precision = 'f32' | 'f16';

/** One way to build an encoder that a probe has found. */
export interface Route {
  /** The hardware as far as it has a name, so that a choice is not kept for another one; else empty. */
  readonly adapter: string;
  /** Imitates another processor: slower than that which imitates it, so never to be preferred. */
  readonly isSoftware: boolean;
  readonly precision: Precision;
  build(weights: EncoderWeights): Promise<Encoder>;
}

/** One step of the ladder: probe, build, run, dispose. */
export interface Rung {
  readonly name: RungName;
  /**
   * Looks for the route and builds nothing yet.
   * @returns ways to build it, best first; the first one that computes correctly is the rung
   * @throws Unavailable
   */
  probe(): Promise<readonly Route[]>;
}

/** The browser or the device has no such route. The message says so to people. */
export class Unavailable extends Error {
  override name = 'Unavailable';
}

/** @throws RangeError */
export function checkWindow({ context, width }: EncoderShape, rows: Float32Array, plays: number): void {
  checkLength('rows', rows, context * width);
  if (!Number.isInteger(plays) || plays < 1 || plays > context) {
    throw new RangeError(`a window has 1 ... ${context} plays, not ${plays}`);
  }
}
