import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../../src/lib/random/index.ts';
import { Gate, scratchFor, type GateCases } from '../../../../src/lib/recommender/mixture/gate.ts';
import { gateSettings, learnGate } from '../../../../src/lib/recommender/mixture/learn-gate.ts';
import { ranksBy } from '../../../../src/lib/recommender/mixture/mixture.ts';

/** Cases of five candidates; what is played has the higher first feature by day, the higher second one by night. */
function invent(cases: number, seed: number): GateCases & { items: Int32Array } {
  const random = seededRandom(seed);
  const candidates = Float32Array.from({ length: cases * 5 * 2 }, () => random.uniform());
  const night = Float32Array.from({ length: cases }, () => random.below(2));
  const targets = Int32Array.from(night, (isNight, c) => {
    const values = [0, 1, 2, 3, 4].map((i) => candidates[(5 * c + i) * 2 + isNight] ?? 0);
    return values.indexOf(Math.max(...values));
  });
  return {
    candidateFeatures: 2,
    caseFeatures: 1,
    starts: Int32Array.from({ length: cases + 1 }, (_, c) => 5 * c),
    candidates,
    cases: night,
    targets,
    items: Int32Array.from({ length: 5 * cases }, (_, i) => i % 5)
  };
}

const settings = { ...gateSettings(10_000), batch: 32, steps: 600 };

test('a gate learns whom to trust when, and the same every time', () => {
  const data = invent(500, 1);
  const gate = learnGate(data, settings);
  const fresh = invent(200, 2);
  const hits = ranksBy(gate, fresh, 5).filter((rank) => rank === 1).length;
  expect(hits).toBeGreaterThan(150);
  expect(learnGate(data, settings).weights).toEqual(gate.weights);
  expect(learnGate(data, { ...settings, seed: 2 }).weights).not.toEqual(gate.weights);
});

test('without hidden units it can only trust one of them more than the other', () => {
  const gate = learnGate(invent(500, 1), { ...settings, hidden: 0 });
  const hits = ranksBy(gate, invent(200, 2), 5).filter((rank) => rank === 1).length;
  expect(hits).toBeLessThan(150);
});

test('cases whose target is no candidate teach nothing, and rank behind all candidates', () => {
  const data = invent(100, 3);
  const half = { ...data, targets: data.targets.map((target, c) => (c % 2 ? -1 : target)) };
  const even = [...data.targets.keys()].filter((c) => c % 2 === 0);
  expect(learnGate(half, settings)).toEqual(learnGate(data, settings, even));
  // Places 6 to 15 are shared by ten songs.
  expect(ranksBy(learnGate(half, settings), half, 15, [1])).toEqual([10.5]);
});

describe('contributions', () => {
  const number = fc.double({ min: -3, max: 3, noNaN: true });
  const drawn = fc.record({
    weights: fc.array(number, { minLength: 3 * (3 + 2 + 2) + 3, maxLength: 3 * (3 + 2 + 2) + 3 }),
    features: fc.array(number, { minLength: 3, maxLength: 3 }),
    moment: fc.array(number, { minLength: 2, maxLength: 2 })
  });
  const caseOf = (features: number[], moment: number[]): GateCases => ({
    candidateFeatures: 3,
    caseFeatures: 2,
    starts: Int32Array.of(0, 1),
    candidates: Float32Array.from(features),
    cases: Float32Array.from(moment),
    targets: Int32Array.of(0)
  });
  const scoreOf = (gate: Gate, data: GateCases) => {
    const scratch = scratchFor(data, gate);
    gate.score(data, 0, scratch);
    return scratch.scores[0] ?? NaN;
  };

  test('add up to what the parts add to the score', () => {
    fc.assert(
      fc.property(drawn, ({ weights, features, moment }) => {
        const gate = new Gate(3, 3, 2);
        gate.weights.set(weights);
        const sum = gate.contributions(caseOf(features, moment), 0, 0).reduce((all, value) => all + value, 0);
        const added = scoreOf(gate, caseOf(features, moment)) - scoreOf(gate, caseOf([0, 0, 0], moment));
        expect(sum).toBeCloseTo(added, 6);
      })
    );
  });

  test('equal the integrated gradient, added up in small steps', () => {
    const gate = new Gate(2, 2, 1);
    gate.weights.set([0.7, -1.2, 0.4, 0.9, 0.3, -0.5, 0.1, 0.2, 1.5, -0.8, 0.25, -0.35]);
    const data = (features: number[]): GateCases => ({
      ...caseOf(features, [0.6]),
      candidateFeatures: 2,
      caseFeatures: 1
    });
    const features = [0.8, 1.3];
    const [first, second] = gate.contributions(data(features), 0, 0);
    const steps = 2000;
    const integral = [0, 0];
    for (let step = 0; step < steps; step++) {
      const at = features.map((value) => (value * (step + 0.5)) / steps);
      features.forEach((value, f) => {
        const nudge = (by: number) => scoreOf(gate, data(at.map((one, g) => (g === f ? one + by : one))));
        integral[f] = (integral[f] ?? 0) + ((nudge(0.01) - nudge(-0.01)) / 0.02) * (value / steps);
      });
    }
    expect(first).toBeCloseTo(integral[0] ?? NaN, 3);
    expect(second).toBeCloseTo(integral[1] ?? NaN, 3);
  });
});
