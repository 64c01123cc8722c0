import { NONE } from '../kernel.ts';
import {
  candidatePlaces,
  candidateSlopes,
  candidateSums,
  gatherCandidates,
  judgePairs,
  judgeSpans,
  keepsScores,
  keptSlopes,
  spanTotals
} from '../kernels/losses.ts';
import { PRODUCT_GROUP } from '../kernels/product.ts';
import { QUAD, TILE } from '../sizes.ts';
import { over, type Tape } from './tape.ts';

/** Losses, and the gradients by the hidden states (into `byNormed`), the targets and the candidates. */
export function judge(tape: Tape): void {
  const { sizes, shape } = tape;
  if (shape.loss === 'bce') {
    tape.op({
      kernel: judgePairs(sizes, tape.inputs),
      buffers: {
        inputs: 'inputs',
        parameters: 'parameters',
        states: 'states',
        byStates: 'byNormed',
        slopes: 'slopes',
        losses: 'losses'
      },
      groups: ({ plays }) => [over(plays, 64), 1, 1]
    });
    return;
  }
  const { rows, quads, candidates } = sizes;
  const table = shape.loss === 'sampled' ? 'table' : 'parameters';
  const tableQuads = candidates.count * quads + over(candidates.count, QUAD);
  if (shape.loss === 'sampled') {
    tape.buffer('table', tableQuads * QUAD);
    tape.op({
      kernel: gatherCandidates(sizes, tape.inputs),
      buffers: { inputs: 'inputs', parameters: 'parameters', table },
      groups: () => [over(quads + 1, 16), over(candidates.count, 4), 1]
    });
  }
  const kept = keepsScores(sizes);
  const scores = 'byScoresOfCandidates';
  tape.buffer(scores, rows * candidates.chunk);
  tape.buffer('spans', rows * candidates.spans * 2);
  tape.op({
    kernel: spanTotals(sizes, tape.inputs),
    buffers: { inputs: 'inputs', states: 'states', table, spans: 'spans', ...(kept ? { scores } : {}) },
    groups: ({ plays }) => [
      over(candidates.spans, PRODUCT_GROUP[0]),
      over(plays, TILE.rows * PRODUCT_GROUP[1]),
      1
    ]
  });
  tape.op({
    kernel: judgeSpans(sizes, tape.inputs),
    buffers: {
      inputs: 'inputs',
      parameters: 'parameters',
      states: 'states',
      spans: 'spans',
      byStates: 'byNormed',
      slopes: 'slopes',
      losses: 'losses'
    },
    groups: ({ plays }) => [over(plays, 64), 1, 1]
  });
  const columns = candidates.chunk / QUAD;
  const stride = (shape.width + 1) * columns;
  tape.buffer('candidatePartials', candidates.parts * stride * QUAD);
  tape.buffer('byCandidates', tableQuads * QUAD);
  const again = candidateSlopes(sizes, tape.inputs);
  const sums = candidateSums(sizes);
  const places = candidatePlaces(sizes);
  for (let chunk = 0; chunk < candidates.chunks; chunk++) {
    const first = chunk * candidates.chunk;
    if (kept) {
      tape.op({
        kernel: keptSlopes(sizes),
        buffers: { slopes: 'slopes', scores },
        groups: ({ plays }) => [over(columns, 16), over(plays, 4), 1]
      });
    } else {
      tape.op({
        kernel: again,
        buffers: { x: 'states', matrix: table, inputs: 'inputs', slopes: 'slopes', y: scores },
        constants: {
          weights: places.rows + first * quads,
          inner: quads,
          columns,
          first,
          offsets: places.offsets === undefined ? NONE : places.offsets + first / QUAD
        },
        groups: tape.overTiles(columns)
      });
    }
    tape.op({
      kernel: tape.products.added,
      buffers: { x: scores, matrix: table, y: 'byNormed' },
      constants: { weights: places.rows + first * quads, inner: columns, columns: quads },
      groups: tape.overTiles(quads)
    });
    tape.outer('states', scores, quads, columns, {
      partials: 'candidatePartials',
      parts: candidates.parts,
      stride,
      to: 0,
      bias: shape.width * columns
    });
    tape.op({
      kernel: sums,
      buffers: { partials: 'candidatePartials', byCandidates: 'byCandidates' },
      constants: { first },
      groups: () => [over(columns, 16), over(quads + 1, 4), 1]
    });
  }
}
