import { Prio3Histogram, Prio3SumVec } from '@divviup/prio3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  askedOf,
  auditedAt,
  auditOf,
  changed,
  chancesOf,
  DEFAULT_QUESTION,
  epsilonBeforeShuffling,
  hybridOf,
  isChoice,
  lastWeekOf,
  numberedRng,
  roundOf,
  trustsOf,
  WEEKS,
  yearOf
} from '../../../src/lib/lab/index.ts';
import {
  accounting,
  averagingSuccess,
  bayesSuccess,
  SubsetSelection,
  subsetGuessRate
} from '../../../src/lib/privacy/index.ts';
import { lawOf } from '../../../src/lib/lab/law.ts';
import { chunkOf, twoServerBytes } from '../../../src/lib/lab/trust.ts';
import { seededRng } from '../privacy/seeded-rng.ts';

describe('the guessing game', () => {
  it('knows how often the best guess is right, as listing all reports does', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 2, maxLength: 7 });
    fc.assert(
      fc.property(weights, fc.constantFrom(0.1, 0.5, 1, 2, 4), (parts, epsilon) => {
        const total = parts.reduce((a, b) => a + b, 0);
        fc.pre(total > 0);
        const prior = parts.map((part) => part / total);
        const mechanism = new SubsetSelection({ categories: prior.length, epsilon });
        expect(subsetGuessRate(mechanism, prior)).toBeCloseTo(bayesSuccess(mechanism, prior), 10);
      }),
      { seed: 20_261_128 }
    );
  });

  it('knows it of numbers too', () => {
    const answer = 50;
    const law = lawOf({ metric: 'skipped', answer }, 2);
    const hybrid = hybridNamed('skipped', 2);
    // Only answers on the mechanism's grid: no, half, all.
    const prior = Array.from({ length: 11 }, (_, n) => (n % 5 === 0 ? 1 / 3 : 0));
    const inputs = Array.from({ length: 65 }, (_, point) => (point % 32 === 0 ? 1 / 3 : 0));
    expect(law.guessRate(prior)).toBeCloseTo(bayesSuccess(hybrid, inputs), 10);
  });

  it('is played by those chances', () => {
    for (const [metric, belief] of [
      ['family', undefined],
      ['family', 60],
      ['skipped', undefined],
      ['skipped', 60]
    ] as const) {
      const question = changed(DEFAULT_QUESTION, { metric, budgets: [2], look: 2, belief });
      const chances = chancesOf(question);
      expect(chances.blind).toBeLessThanOrEqual(chances.best);
      expect(chances.best).toBeLessThanOrEqual(chances.ceiling);
      const rounds = 4000;
      let right = 0;
      for (let round = 0; round < rounds; round++) {
        const { secret, best } = roundOf(question, round);
        if (secret === best) right++;
      }
      const spread = Math.sqrt((chances.best * (1 - chances.best)) / rounds);
      expect(Math.abs(right / rounds - chances.best)).toBeLessThan(4 * spread);
    }
  });
});

describe('a year', () => {
  const question = changed(DEFAULT_QUESTION, { budgets: [0.1, 1, 4], look: 1, cap: 10 });

  it('accounts for the weeks, the finest account never above the basic one', () => {
    for (const look of [0.1, 1, 4]) {
      for (const { week, basic, zcdp, pld } of yearOf(changed(question, { look })).accounts) {
        expect(basic).toBeCloseTo(week * look, 9);
        expect(pld).toBeLessThanOrEqual(basic * (1 + 1e-12));
        expect(zcdp).toBeCloseTo(accounting.zcdpEpsilon((week * look * look) / 2, 1e-6), 9);
      }
    }
  });

  it('lets averaging win without memory, as often as the privacy room says', () => {
    const { fresh, remembered } = yearOf(question);
    expect(fresh).toHaveLength(WEEKS);
    expect(fresh[0]).toBeCloseTo(remembered, 1);
    expect(fresh[51]).toBeGreaterThan(0.95);
    const mechanism = new SubsetSelection({ categories: 10, epsilon: 1 });
    const prior = new Array<number>(10).fill(0.1);
    const { fresh: direct } = averagingSuccess(mechanism, 12, prior, 2000, seededRng(3));
    expect(Math.abs((fresh[11] ?? 0) - direct)).toBeLessThan(0.08);
    expect(lastWeekOf(question)).toBe(10);
    expect(lastWeekOf(changed(question, { look: 0.1, cap: 1 }))).toBe(10);
  });
});

describe('a year of numbers', () => {
  const question = changed(DEFAULT_QUESTION, { metric: 'skipped', answer: 40, budgets: [2], look: 2 });

  it('is accounted for by the ends of the scale, which no two answers exceed', () => {
    const { accounts } = yearOf(question);
    for (const { week, basic, pld } of accounts) {
      expect(basic).toBeCloseTo(2 * week, 9);
      expect(pld).toBeLessThanOrEqual(basic * (1 + 1e-12));
      expect(pld).toBeGreaterThan(0);
    }
    const { telling } = lawOf(question, 2);
    for (const of of ['p', 'q'] as const)
      expect(telling.reduce((sum, outcome) => sum + outcome[of], 0)).toBeCloseTo(1, 10);
    const losses = telling.map(({ p, q }) => Math.log(p / q)).sort((a, b) => a - b);
    expect(losses[0]).toBeCloseTo(-2, 9);
    expect(losses.at(-1)).toBeCloseTo(2, 9);
  });

  it('lets averaging win', () => {
    const { fresh, remembered } = yearOf(question);
    expect(fresh[0]).toBeCloseTo(remembered, 1);
    expect(fresh[51]).toBeGreaterThan(2 * remembered);
  });
});

describe('whom to trust', () => {
  it('shows that trust buys accuracy at one epsilon', () => {
    const [local, shuffled, servers, central] = trustsOf(
      changed(DEFAULT_QUESTION, { people: 1_000_000, budgets: [1], look: 1 })
    );
    expect(shuffled?.margin).toBeLessThan((local?.margin ?? 0) / 5);
    expect(servers?.margin).toBeLessThan((shuffled?.margin ?? 0) / 5);
    expect(central?.margin).toBeCloseTo(servers?.margin ?? 0, 12);
    expect(shuffled?.alone).toBeGreaterThan(5);
  });

  it('shows it for averages too', () => {
    const [local, shuffled, servers, central] = trustsOf(
      changed(DEFAULT_QUESTION, { metric: 'accepted', people: 1_000_000, budgets: [1], look: 1 })
    );
    expect(shuffled?.margin).toBeLessThan((local?.margin ?? 0) / 3);
    // Laplace noise of scale 1 / epsilon on a sum of numbers up to 1.
    expect(central?.margin).toBeCloseTo((1.96 * Math.SQRT2) / 1_000_000, 7);
    expect(central?.margin).toBeCloseTo(servers?.margin ?? 0, 12);
  });

  it('finds an epsilon before shuffling that keeps the one after it', () => {
    for (const [n, epsilon] of [
      [100_000, 0.5],
      [1_000_000, 2]
    ] as const) {
      const epsilon0 = epsilonBeforeShuffling(n, epsilon);
      expect(accounting.shuffledEpsilon({ n, epsilon0 }, 1e-6)).toBeLessThanOrEqual(epsilon);
      expect(epsilon0).toBeGreaterThan(epsilon);
    }
    expect(epsilonBeforeShuffling(200, 1)).toBe(1);
  });
});

describe('two servers', () => {
  it('are sent as many bytes as Prio3 makes', async () => {
    for (const length of [8, 10, 21, 25]) {
      const prio = new Prio3Histogram({ shares: 2, length, chunkLength: chunkOf(length) });
      const { publicShare, inputShares } = await prio.shard(3, Buffer.alloc(16), Buffer.alloc(prio.randSize));
      const shares = inputShares.map((share) => prio.encodeInputShare(share).length);
      const made = prio.encodePublicShare(publicShare).length + shares.reduce((a, b) => a + b, 0);
      // Each share is sealed with a key of 32 bytes and a tag of 16.
      expect(twoServerBytes(length)).toBe(made + 96);
    }
    const length = 16;
    const prio = new Prio3SumVec({ shares: 2, bits: 1, length, chunkLength: chunkOf(length) });
    const bits = new Array<number>(length).fill(1);
    const { publicShare, inputShares } = await prio.shard(
      bits,
      Buffer.alloc(16),
      Buffer.alloc(prio.randSize)
    );
    const shares = inputShares.map((share) => prio.encodeInputShare(share).length);
    expect(twoServerBytes(length)).toBe(
      prio.encodePublicShare(publicShare).length + shares.reduce((a, b) => a + b, 0) + 96
    );
  });
});

describe('the audit', () => {
  it('clears the sampler that ships and convicts the broken ones', () => {
    for (const [metric, look] of [
      ['family', 0.1],
      ['hour', 1],
      ['minutes', 8],
      ['skipped', 0.1],
      ['accepted', 8]
    ] as const) {
      const question = changed(DEFAULT_QUESTION, { metric, budgets: [look], look });
      const bound = (id: Parameters<typeof auditOf>[1]) =>
        auditOf(question, id, numberedRng(5, `${metric} ${look} ${id}`)).epsilon;
      const stated = auditedAt(question);
      expect(bound('shipped')).toBeLessThanOrEqual(stated);
      expect(bound('shipped')).toBeGreaterThan(stated * 0.5);
      for (const id of ['double', 'retry', 'honest'] as const)
        expect(bound(id), `${metric} ${look} ${id}`).toBeGreaterThan(stated);
    }
  });
});

function hybridNamed(id: string, epsilon: number) {
  const asked = askedOf(id);
  if (isChoice(asked)) throw new Error(`${id} is a choice`);
  return hybridOf(asked, epsilon);
}
