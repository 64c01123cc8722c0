import { expect, test } from 'vitest';
import fc from 'fast-check';
import { Exchange } from '../../../../../src/lib/compute/training/wasm/threads/exchange.ts';
import { seededRandom } from '../../../../../src/lib/random/index.ts';

const sizes = fc.record({
  threads: fc.integer({ min: 2, max: 5 }),
  parcel: fc.integer({ min: 1, max: 40 }),
  states: fc.integer({ min: 0, max: 40 })
});

test('what threads put there stays, whatever the others put beside it, and all of them read it', () => {
  fc.assert(
    fc.property(sizes, fc.integer(), (given, seed) => {
      const random = seededRandom(seed);
      const draw = () => random.below(1000);
      const mine = new Exchange(given, 0);
      const others = new Exchange(given, 0, mine.memory);
      const puts = [0, 1].flatMap((half) =>
        Array.from({ length: given.threads }, (_, thread) => ({
          half,
          thread,
          found: {
            loss: draw() / 7,
            parcel: Float32Array.from({ length: draw() % (given.parcel + 1) }, draw)
          }
        }))
      );
      const states = Float32Array.from({ length: given.states }, draw);
      for (const { half, thread, found } of puts) mine.put(half, thread, found);
      mine.states.set(states);
      for (const { half, thread, found } of puts) {
        const { loss, parcel } = others.get(half, thread);
        expect(loss).toBe(found.loss);
        expect([...parcel]).toEqual([...found.parcel]);
      }
      expect([...others.states]).toEqual([...states]);
      // Nothing of it lies on the barrier.
      others.barrier.check();
    }),
    { seed: 1 }
  );
});
