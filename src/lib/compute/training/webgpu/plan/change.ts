import { adam, adamOfBiases, adamOfItems } from '../kernels/adam.ts';
import { over, type Tape } from './tape.ts';

/** Adam on everything the step touches. */
export function change(tape: Tape): void {
  const { sizes, shape } = tape;
  const state = { parameters: 'parameters', first: 'first', second: 'second' };
  const candidates = shape.loss === 'bce' ? {} : { byCandidates: 'byCandidates' };
  tape.op({
    kernel: adamOfItems(sizes, tape.inputs),
    buffers: { inputs: 'inputs', byX: 'byX', states: 'states', slopes: 'slopes', ...candidates, ...state },
    groups: ({ touched }) => [over(sizes.quads, 16), over(touched, 4), 1]
  });
  if (shape.itemBias) {
    tape.op({
      kernel: adamOfBiases(sizes, tape.inputs),
      buffers: { inputs: 'inputs', slopes: 'slopes', ...candidates, ...state },
      groups: ({ touched }) => [over(touched, 64), 1, 1]
    });
  }
  tape.op({
    kernel: adam(sizes),
    buffers: { partials: 'partials', ...state },
    groups: () => [over(sizes.dense.quads, 64), 1, 1]
  });
}
