import { NONE } from '../kernel.ts';
import { attention, attentionBack, attentionBackToQueries, attentionUnits } from '../kernels/attention.ts';
import { embed, kindSums, positionSums } from '../kernels/embedding.ts';
import { over, type Tape } from './tape.ts';

/** From windows to hidden states. */
export function encode(tape: Tape): void {
  const sizes = tape.sizes;
  const { quads, hiddenQuads, place } = sizes;
  tape.op({
    kernel: embed(sizes, tape.inputs),
    buffers: { inputs: 'inputs', parameters: 'parameters', x: 'x0' },
    groups: ({ plays }) => [over(quads, 16), over(plays, 4), 1]
  });
  const attend = attention(sizes, tape.inputs);
  for (let i = 0; i < tape.shape.blocks; i++) {
    const own = (name: string) => place(`block${i}.${name}`);
    tape.norm(`x${i}`, own('attentionNorm'), `attentionInput${i}`, `attentionMoments${i}`);
    tape.product('plain', `attentionInput${i}`, `projected${i}`, {
      weights: own('attention'),
      inner: quads,
      columns: 3 * quads
    });
    tape.op({
      kernel: attend,
      buffers: { inputs: 'inputs', projected: `projected${i}`, mixed: `mixed${i}`, logs: `logs${i}` },
      groups: tape.overWindows(attentionUnits(sizes).forQueries)
    });
    tape.product(
      'residual',
      `mixed${i}`,
      `middle${i}`,
      { weights: own('output'), inner: quads, columns: quads, bias: NONE },
      { z: `x${i}` }
    );
    tape.norm(`middle${i}`, own('hiddenNorm'), `hiddenInput${i}`, `hiddenMoments${i}`);
    tape.product('rectified', `hiddenInput${i}`, `hidden${i}`, {
      weights: own('hidden'),
      inner: quads,
      columns: hiddenQuads,
      bias: own('hiddenBias')
    });
    tape.product(
      'residual',
      `hidden${i}`,
      `x${i + 1}`,
      { weights: own('narrow'), inner: hiddenQuads, columns: quads, bias: own('narrowBias') },
      { z: `middle${i}` }
    );
  }
  tape.norm(`x${tape.shape.blocks}`, place('finalNorm'), 'states', 'moments');
}

/** Gradients by all but the items, from the last block to the first. */
export function back(tape: Tape): void {
  const { sizes, shape } = tape;
  const { quads, hiddenQuads, dense, parts, place } = sizes;
  const scale = 1 / Math.sqrt(shape.width / shape.heads);
  const toQueries = attentionBackToQueries(sizes, tape.inputs);
  const toKeys = attentionBack(sizes, tape.inputs);
  const weightsOf = (
    x: string,
    y: string,
    rows: number,
    columns: number,
    at: number,
    bias: number | undefined
  ) => {
    tape.outer(x, y, rows, columns, {
      partials: 'partials',
      parts,
      stride: dense.quads,
      to: at - dense.from,
      bias: bias === undefined ? NONE : bias - dense.from
    });
  };
  tape.normBack(`x${shape.blocks}`, 'moments', place('finalNorm'), true);
  for (let i = shape.blocks - 1; i >= 0; i--) {
    const own = (name: string) => place(`block${i}.${name}`);
    tape.product(
      'masked',
      'byX',
      'byHidden',
      { weights: own('narrow'), inner: quads, columns: hiddenQuads },
      { z: `hidden${i}` }
    );
    weightsOf(`hidden${i}`, 'byX', hiddenQuads, quads, own('narrow'), own('narrowBias'));
    weightsOf(`hiddenInput${i}`, 'byHidden', quads, hiddenQuads, own('hidden'), own('hiddenBias'));
    tape.product('turned', 'byHidden', 'byNormed', {
      weights: own('hidden'),
      inner: hiddenQuads,
      columns: quads
    });
    tape.normBack(`middle${i}`, `hiddenMoments${i}`, own('hiddenNorm'), false);
    tape.product('turned', 'byX', 'byMixed', { weights: own('output'), inner: quads, columns: quads });
    weightsOf(`mixed${i}`, 'byX', quads, quads, own('output'), undefined);
    tape.op({
      kernel: toQueries,
      buffers: {
        inputs: 'inputs',
        projected: `projected${i}`,
        mixed: `mixed${i}`,
        logs: `logs${i}`,
        byMixed: 'byMixed',
        byProjected: 'byProjected',
        weights: 'weights',
        byScores: 'byScores'
      },
      groups: tape.overWindows(attentionUnits(sizes).forQueries)
    });
    for (const { weights, y, constants } of [
      {
        weights: 'byScores',
        y: `projected${i}`,
        constants: { stride: 3 * quads, source: 0, to: quads, scale }
      },
      { weights: 'weights', y: 'byMixed', constants: { stride: quads, source: 0, to: 2 * quads, scale: 1 } }
    ]) {
      tape.op({
        kernel: toKeys,
        buffers: { inputs: 'inputs', weights, y, byProjected: 'byProjected' },
        constants,
        groups: tape.overWindows(attentionUnits(sizes).forKeys)
      });
    }
    weightsOf(`attentionInput${i}`, 'byProjected', quads, 3 * quads, own('attention'), undefined);
    tape.product('turned', 'byProjected', 'byNormed', {
      weights: own('attention'),
      inner: 3 * quads,
      columns: quads
    });
    tape.normBack(`x${i}`, `attentionMoments${i}`, own('attentionNorm'), false);
  }
  for (const [name, kernel, rows] of [
    ['positions', positionSums(sizes, tape.inputs), shape.context],
    ['kinds', kindSums(sizes, tape.inputs), shape.kinds]
  ] as const) {
    if (rows === 0) continue;
    tape.op({
      kernel,
      buffers: { inputs: 'inputs', byX: 'byX', partials: 'partials' },
      constants: { to: place(name) - dense.from },
      groups: () => [over(rows * quads, 64), parts, 1]
    });
  }
}
