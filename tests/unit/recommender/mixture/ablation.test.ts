import { expect, test } from 'vitest';
import { seededRandom } from '../../../../src/lib/random/index.ts';
import { ablate } from '../../../../src/lib/recommender/mixture/ablation.ts';
import { CaseBuilder } from '../../../../src/lib/recommender/mixture/cases.ts';
import { withParts } from '../../../../src/lib/recommender/mixture/choose.ts';
import { Past } from '../../../../src/lib/recommender/mixture/past.ts';

const SONGS = 30;

/** One part knows what comes next, one guesses. */
function cases(count: number) {
  const random = seededRandom(4);
  const builder = new CaseBuilder(2, SONGS);
  for (let c = 0; c < count; c++) {
    const next = random.below(SONGS);
    const knowing = new Float32Array(SONGS);
    knowing[random.below(SONGS)] = 1;
    knowing[next] = 2;
    const guessing = Float32Array.from({ length: SONGS }, () => random.uniform());
    builder.add([knowing, guessing], new Past(), 0, next);
  }
  return builder.build();
}

test('a part that helps is worth something, one that guesses is switched off', () => {
  const { kept, ablation } = ablate(cases(300), ['transitions', 'item-knn']);
  expect(kept).toEqual([0]);
  expect(ablation.map(({ part, kept: isKept }) => [part, isKept])).toEqual([
    ['transitions', true],
    ['item-knn', false]
  ]);
  const [knowing, guessing] = ablation;
  expect((knowing?.with ?? 0) - (knowing?.without ?? 1)).toBeGreaterThan(0.3);
  expect(guessing?.without).toBeGreaterThanOrEqual(guessing?.with ?? 1);
});

test('without a part its candidates are gone, and the played song is found among the rest', () => {
  const builder = new CaseBuilder(2, 4);
  const rows = [Float32Array.of(0, 4, 2, 0), Float32Array.of(0, 0, 8, 5)];
  builder.add(rows, new Past(), 0, 2);
  builder.add(rows, new Past(), 0, 1);
  const second = withParts(builder.build(), [1]);
  expect([...second.items]).toEqual([2, 3, 2, 3]);
  expect([...second.starts]).toEqual([0, 2, 4]);
  expect([...second.targets]).toEqual([0, -1]);
  expect([...second.candidates.slice(0, 3)]).toEqual([
    expect.closeTo(Math.asinh(8), 5),
    1,
    expect.closeTo(Math.log(1001), 5)
  ]);
  expect(second.cases[0]).toBeCloseTo(Math.log(8), 5);
});
