import type { Precision } from '../encoder.ts';
import { encoderLayout, type EncoderWeights } from '../weights.ts';
import type { DataType, MLGraphBuilder, MLOperand } from './webnn.d.ts';

/** Of the variance, as in every engine. */
const NORM_EPSILON = 1e-6;
/** Below any score, and within the range of both precisions. */
const BLOCKED = -6e4;

/**
 * The encoder as a WebNN graph, its weights as constants: they stay with the engine, in whatever form it likes.
 * Inputs `rows` [L, d] and `last` [1], the number of the last play's row; the result is its hidden state, [1, d].
 */
export function describeEncoder(
  builder: MLGraphBuilder,
  { shape, values }: EncoderWeights,
  precision: Precision
): MLOperand {
  const { width: d, heads, blocks, hidden, context } = shape;
  const layout = encoderLayout(shape);
  const size = d / heads;
  const dataType: DataType = precision === 'f32' ? 'float32' : 'float16';
  const constant = (data: Float32Array, dims: number[]) =>
    // Engines are about to take halves as a Float16Array, which not every one has yet, or as bytes.
    builder.constant(
      { dataType, shape: dims },
      precision === 'f32' ? data : new Uint8Array(halves(data).buffer)
    );
  /** `rows` rows of a parameter from number `from` on, and of them the columns from `left` on; all without these. */
  const slice = (name: string, dims: number[], from = 0, left = 0) => {
    const parameter = layout.parameters.find((other) => other.name === name);
    if (!parameter) throw new RangeError(`there is no parameter ${name}`);
    const [rows, columns] = dims.length === 1 ? [1, dims[0] ?? 0] : [dims[0] ?? 0, dims[1] ?? 0];
    const part = new Float32Array(rows * columns);
    for (let i = 0; i < rows; i++) {
      const start = parameter.offset + (from + i) * parameter.columns + left;
      part.set(values.subarray(start, start + columns), i * columns);
    }
    return constant(part, dims);
  };
  const norm = (x: MLOperand, name: string) =>
    builder.layerNormalization(x, {
      axes: [1],
      scale: slice(name, [d]),
      bias: slice(name, [d], 1),
      epsilon: NORM_EPSILON
    });
  /** [rows, d] as [heads, rows, size] */
  const split = (x: MLOperand, rows: number) =>
    builder.transpose(builder.reshape(x, [rows, heads, size]), { permutation: [1, 0, 2] });

  const last = builder.input('last', { dataType: 'int32', shape: [1] });
  const only = (x: MLOperand) => builder.gather(x, last, { axis: 0 });
  let x = builder.input('rows', { dataType: 'float32', shape: [context, d] });
  if (precision === 'f16') x = builder.cast(x, dataType);
  const mask = constant(futureMask(context), [context, context]);
  const scale = constant(Float32Array.of(1 / Math.sqrt(size)), [1]);

  for (let i = 0; i < blocks; i++) {
    const own = (name: string) => `block${i}.${name}`;
    // After the last block, only the last play's row is asked for; the others give it their keys and values alone.
    const asked = i === blocks - 1 ? only : (operand: MLOperand) => operand;
    const rows = i === blocks - 1 ? 1 : context;
    const normed = norm(x, own('attentionNorm'));
    const part = (operand: MLOperand, count: number, index: number) =>
      split(builder.matmul(operand, slice(own('attention'), [d, d], 0, index * d)), count);
    const query = builder.mul(part(asked(normed), rows, 0), scale);
    const key = builder.transpose(part(normed, context, 1), { permutation: [0, 2, 1] });
    const scores = builder.add(builder.matmul(query, key), asked(mask));
    const mixed = builder.matmul(builder.softmax(scores, 2), part(normed, context, 2));
    const joined = builder.reshape(builder.transpose(mixed, { permutation: [1, 0, 2] }), [rows, d]);
    x = builder.add(asked(x), builder.matmul(joined, slice(own('output'), [d, d])));
    const inner = builder.gemm(norm(x, own('hiddenNorm')), slice(own('hidden'), [d, hidden]), {
      c: slice(own('hiddenBias'), [hidden])
    });
    const narrowed = builder.gemm(builder.relu(inner), slice(own('narrow'), [hidden, d]), {
      c: slice(own('narrowBias'), [d])
    });
    x = builder.add(x, narrowed);
  }
  const state = norm(blocks > 0 ? x : only(x), 'finalNorm');
  return precision === 'f16' ? builder.cast(state, 'float32') : state;
}

/** [L, L]: a play must not look at later ones. */
function futureMask(context: number): Float32Array {
  const mask = new Float32Array(context * context);
  for (let i = 0; i < context; i++) mask.fill(BLOCKED, i * context + i + 1, (i + 1) * context);
  return mask;
}

/** float16 as bits, rounded to the nearest, ties to even; what is too large becomes infinite. */
export function halves(values: Float32Array): Uint16Array<ArrayBuffer> {
  const word = new Uint32Array(1);
  const value = new Float32Array(word.buffer);
  return Uint16Array.from(values, (x) => {
    value[0] = x;
    const bits = word[0] ?? 0;
    const sign = (bits >>> 16) & 0x8000;
    const magnitude = Math.abs(x);
    // Below 2^-14 the halves lie evenly, 2^-24 apart; from 65520 on they round to infinity.
    if (magnitude < 2 ** -14) return sign | roundToEven(magnitude * 2 ** 24);
    if (!(magnitude < 65_520)) return sign | (Number.isNaN(x) ? 0x7e00 : 0x7c00);
    const rest = bits & 0x7fffffff;
    // A carry out of the fraction goes where it belongs: into the exponent.
    return sign | ((rest - 0x38000000 + 0x0fff + ((rest >>> 13) & 1)) >>> 13);
  });
}

function roundToEven(x: number): number {
  const whole = Math.floor(x);
  const rest = x - whole;
  return rest > 0.5 || (rest === 0.5 && whole % 2 === 1) ? whole + 1 : whole;
}
