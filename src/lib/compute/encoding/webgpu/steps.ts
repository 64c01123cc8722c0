import { encoderLayout, type EncoderShape } from '../weights.ts';
import { FLAGS } from './kernels.wgsl.ts';

export type Kernel = 'product' | 'attend' | 'finish';

/** One dispatch; places and sizes in vectors of four values, see `Step` in the kernels. */
export interface Step {
  kernel: Kernel;
  source: number;
  goal: number;
  weights: number;
  bias: number;
  norm: number;
  inner: number;
  columns: number;
  flags: number;
  /** Vectors of the goal, for a full window. */
  invocations: number;
}

export interface Plan {
  steps: Step[];
  /** Of the buffer of rows, vectors. The window is its beginning. */
  size: number;
  /** Where the hidden state is left. */
  state: number;
}

/** The encoder as a list of dispatches, five a block and one at the end. */
export function planSteps(shape: EncoderShape): Plan {
  const { blocks, context } = shape;
  const d = shape.width / 4;
  const hidden = shape.hidden / 4;
  let size = 0;
  const region = (vectors: number) => {
    const start = size;
    size += vectors;
    return start;
  };
  const x = region(context * d);
  const projected = region(context * 3 * d);
  const mixed = region(context * d);
  const active = region(context * hidden);
  const state = region(d);
  const places = new Map(encoderLayout(shape).parameters.map(({ name, offset }) => [name, offset / 4]));

  const step = (
    kernel: Kernel,
    [source, inner]: [number, number],
    [goal, columns]: [number, number],
    named: { weights?: string; bias?: string; norm?: string; relu?: boolean; added?: boolean },
    lastRow: boolean
  ): Step => ({
    kernel,
    source,
    inner,
    goal,
    columns,
    weights: places.get(named.weights ?? '') ?? 0,
    bias: places.get(named.bias ?? '') ?? 0,
    norm: places.get(named.norm ?? '') ?? 0,
    flags:
      (lastRow ? FLAGS.lastRow : 0) |
      (named.norm ? FLAGS.normed : 0) |
      (named.bias ? FLAGS.biased : 0) |
      (named.relu ? FLAGS.relu : 0) |
      (named.added ? FLAGS.added : 0),
    invocations: lastRow ? columns : context * columns
  });

  const steps = Array.from({ length: blocks }, (_, i) => {
    const own = (name: string) => `block${i}.${name}`;
    // After the last block, only the last play's row is asked for; the others give it their keys and values alone.
    const last = i === blocks - 1;
    return [
      step(
        'product',
        [x, d],
        [projected, 3 * d],
        { weights: own('attention'), norm: own('attentionNorm') },
        false
      ),
      step('attend', [projected, 3 * d], [mixed, d], {}, last),
      step('product', [mixed, d], [x, d], { weights: own('output'), added: true }, last),
      step(
        'product',
        [x, d],
        [active, hidden],
        { weights: own('hidden'), bias: own('hiddenBias'), norm: own('hiddenNorm'), relu: true },
        last
      ),
      step(
        'product',
        [active, hidden],
        [x, d],
        { weights: own('narrow'), bias: own('narrowBias'), added: true },
        last
      )
    ];
  }).flat();
  return {
    steps: [...steps, step('finish', [x, d], [state, d], { norm: 'finalNorm' }, true)],
    size,
    state
  };
}
