import { checkWindow, type Encoder, type Rung } from './encoder.ts';
import { encoderLayout, type EncoderWeights } from './weights.ts';

/** Of the variance, as in every engine. */
const NORM_EPSILON = 1e-6;

/** Plain TypeScript in float64: what the other rungs are held against, and the last resort. */
export const cpuRung: Rung = {
  name: 'cpu',
  probe: () =>
    Promise.resolve([
      {
        adapter: '',
        isSoftware: false,
        precision: 'f32',
        build: (weights) => Promise.resolve(new CpuEncoder(weights))
      }
    ])
};

type Matrix = Float64Array;

export class CpuEncoder implements Encoder {
  readonly rung = 'cpu';
  readonly description = 'JavaScript in float64';
  readonly #shape: EncoderWeights['shape'];
  readonly #parameters: ReadonlyMap<string, Matrix>;

  constructor({ shape, values }: EncoderWeights) {
    this.#shape = shape;
    this.#parameters = new Map(
      encoderLayout(shape).parameters.map(({ name, rows, columns, offset }) => [
        name,
        Float64Array.from(values.subarray(offset, offset + rows * columns))
      ])
    );
  }

  get bytes(): number {
    return [...this.#parameters.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  encode(rows: Float32Array, plays: number): Promise<Float32Array> {
    return new Promise((resolve) => {
      checkWindow(this.#shape, rows, plays);
      resolve(Float32Array.from(this.#encode(rows, plays)));
    });
  }

  dispose(): void {
    // Nothing but memory, which goes with it.
  }

  #encode(rows: Float32Array, plays: number): Matrix {
    const { width, blocks } = this.#shape;
    let x: Matrix = Float64Array.from(rows.subarray(0, plays * width));
    for (let i = 0; i < blocks; i++) {
      // After the last block, only the last play's row is asked for; the others give it their keys and values alone.
      x = this.#block(`block${i}.`, x, i === blocks - 1 ? plays - 1 : 0);
    }
    return norm(x.subarray(-width), this.#named('finalNorm'), width);
  }

  /** @returns the block's rows from number `from` on */
  #block(prefix: string, x: Matrix, from: number): Matrix {
    const { width: d, hidden, heads } = this.#shape;
    const own = (name: string) => this.#named(prefix + name);
    const projected = product(norm(x, own('attentionNorm'), d), own('attention'), d, 3 * d);
    const out = x.slice(from * d);
    addTo(out, product(attend(projected, d, heads, from), own('output'), d, d));
    const inner = product(norm(out, own('hiddenNorm'), d), own('hidden'), d, hidden);
    addTo(inner, own('hiddenBias'));
    addTo(
      out,
      product(
        inner.map((value) => Math.max(0, value)),
        own('narrow'),
        hidden,
        d
      )
    );
    addTo(out, own('narrowBias'));
    return out;
  }

  #named(name: string): Matrix {
    const parameter = this.#parameters.get(name);
    if (!parameter) throw new RangeError(`there is no parameter ${name}`);
    return parameter;
  }
}

/** Row by row. @param parameters gain [d], then offset [d] */
function norm(x: Matrix, parameters: Matrix, d: number): Matrix {
  const y = new Float64Array(x.length);
  for (let row = 0; row < x.length; row += d) {
    let sum = 0;
    for (let j = 0; j < d; j++) sum += x[row + j] ?? 0;
    const mean = sum / d;
    let squares = 0;
    for (let j = 0; j < d; j++) squares += ((x[row + j] ?? 0) - mean) ** 2;
    const scale = 1 / Math.sqrt(squares / d + NORM_EPSILON);
    for (let j = 0; j < d; j++) {
      y[row + j] = ((x[row + j] ?? 0) - mean) * scale * (parameters[j] ?? 0) + (parameters[d + j] ?? 0);
    }
  }
  return y;
}

/** A B with A [m, k] and B [k, n]. */
function product(a: Matrix, b: Matrix, k: number, n: number): Matrix {
  const m = a.length / k;
  const c = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let l = 0; l < k; l++) {
      const factor = a[i * k + l] ?? 0;
      for (let j = 0; j < n; j++) c[i * n + j] = (c[i * n + j] ?? 0) + factor * (b[l * n + j] ?? 0);
    }
  }
  return c;
}

/** x += y, `y` repeated for each row of x where it is one row. */
function addTo(x: Matrix, y: Matrix): void {
  for (let i = 0; i < x.length; i++) x[i] = (x[i] ?? 0) + (y[i % y.length] ?? 0);
}

/**
 * softmax(Q K^T / sqrt(d / heads)) V over each play's past, head by head.
 * @param projected query, key and value side by side, [n, 3 d]
 * @returns rows from number `from` on, [n - from, d]
 */
function attend(projected: Matrix, d: number, heads: number, from: number): Matrix {
  const size = d / heads;
  const plays = projected.length / (3 * d);
  const mixed = new Float64Array((plays - from) * d);
  const weights = new Float64Array(plays);
  for (let t = from; t < plays; t++) {
    for (let first = 0; first < d; first += size) {
      let peak = -Infinity;
      for (let s = 0; s <= t; s++) {
        let score = 0;
        for (let j = first; j < first + size; j++) {
          score += (projected[t * 3 * d + j] ?? 0) * (projected[s * 3 * d + d + j] ?? 0);
        }
        weights[s] = score / Math.sqrt(size);
        peak = Math.max(peak, weights[s] ?? 0);
      }
      let total = 0;
      for (let s = 0; s <= t; s++) total += weights[s] = Math.exp((weights[s] ?? 0) - peak);
      for (let s = 0; s <= t; s++) {
        const share = (weights[s] ?? 0) / total;
        for (let j = first; j < first + size; j++) {
          const place = (t - from) * d + j;
          mixed[place] = (mixed[place] ?? 0) + share * (projected[s * 3 * d + 2 * d + j] ?? 0);
        }
      }
    }
  }
  return mixed;
}
