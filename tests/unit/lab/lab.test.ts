import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ASKED,
  alternativesOf,
  askedOf,
  changed,
  countsOf,
  DEFAULT_QUESTION,
  drawnAgain,
  epsilonFor,
  hybridOf,
  isChoice,
  leavingAt,
  MARGINS,
  marginOf,
  OFF,
  parseQuestion,
  peopleFor,
  placeOf,
  posteriorOf,
  priorOf,
  reachOf,
  sharesOf,
  subsetOf,
  surveyOf,
  writeQuestion,
  type Choice,
  type LabQuestion,
  type Mean
} from '../../../src/lib/lab/index.ts';
import { parseReport } from '../../../src/lib/telemetry/index.ts';

const SEED = { seed: 20_261_128 };
const epsilons = fc.constantFrom(0.1, 0.25, 0.5, 1, 2, 3.5, 4, 8);
const questions = fc
  .record({
    metric: fc.constantFrom(...ASKED.map(({ id }) => id)),
    answer: fc.nat(100),
    suspect: fc.nat(100),
    budgets: fc.uniqueArray(fc.oneof(epsilons, fc.constant(OFF)), { minLength: 1, maxLength: 6 }),
    look: epsilons,
    belief: fc.option(fc.integer({ min: 1, max: 99 }), { nil: undefined }),
    people: fc.integer({ min: 100, max: 100_000_000 }),
    margin: fc.constantFrom(...MARGINS),
    cap: fc.constantFrom(1, 2, 5, 10),
    draw: fc.integer({ min: 1, max: 1_000_000 })
  })
  .map((question): LabQuestion => changed(DEFAULT_QUESTION, question));

const skipped = meanNamed('skipped');

describe('the address', () => {
  it('is empty at first, and gives back every question', () => {
    expect(writeQuestion(DEFAULT_QUESTION)).toBe('');
    fc.assert(
      fc.property(questions, (question) => {
        expect(parseQuestion(new URLSearchParams(writeQuestion(question)))).toEqual(question);
      }),
      SEED
    );
  });

  it('leaves what makes no sense as it was, and makes the rest fit', () => {
    const read = (query: string) => parseQuestion(new URLSearchParams(query));
    expect(read('metric=taste&people=12&belief=0&draw=1e9&cap=3&look=-1&budgets=1,many')).toEqual(
      DEFAULT_QUESTION
    );
    expect(read('metric=minutes&answer=20').answer).toBe(7);
    expect(read('metric=skipped')).toMatchObject({ answer: 30, suspect: 30 });
    expect(read('metric=skipped&answer=37&suspect=36')).toMatchObject({ answer: 37, suspect: 37 });
    expect(read('metric=skipped&answer=101')).toMatchObject({ answer: 30 });
    expect(read('budgets=off,4,0.5,4')).toMatchObject({ budgets: [0.5, 4, OFF], look: 0.5 });
    expect(read('budgets=off')).toMatchObject({ budgets: [OFF], look: 1 });
    expect(read('margin=0.05&look=4')).toMatchObject({ margin: 0.05, look: 4 });
  });

  it('forgets the answer where a list gives way to a scale, and keeps it else', () => {
    const skipped = changed({ ...DEFAULT_QUESTION, answer: 7 }, { metric: 'skipped' });
    expect(skipped).toMatchObject({ answer: 30, suspect: 30 });
    expect(changed({ ...skipped, answer: 61 }, { metric: 'accepted' }).answer).toBe(61);
    expect(changed(skipped, { metric: 'hour' })).toMatchObject({ answer: 3, suspect: 3 });
  });

  it('numbers the draws round and round', () => {
    expect(drawnAgain(DEFAULT_QUESTION).draw).toBe(2);
    expect(drawnAgain({ ...DEFAULT_QUESTION, draw: 1e6 }).draw).toBe(1);
  });
});

describe('what leaves', () => {
  it('is a report that the app could have sent, the same for the same draw', () => {
    fc.assert(
      fc.property(questions, ({ look, ...rest }) => {
        const question = { ...rest, look: look === 3.5 ? 4 : look };
        const leaving = leavingAt(question, question.look);
        const sent = parseReport(JSON.parse(leaving.text));
        expect(sent).toMatchObject({
          metric: question.metric,
          epsilon: question.look,
          value: leaving.report
        });
        if (leaving.kind === 'choice')
          expect(leaving.truthful).toBe(leaving.marked.includes(question.answer));
        else expect(parseInt(leaving.digits.map(Number).join(''), 2)).toBe(leaving.report);
        expect(leavingAt(question, question.look)).toEqual(leaving);
      }),
      SEED
    );
  });

  it('marks the truth as often as it says', () => {
    const leavings = draws(DEFAULT_QUESTION, 2).map((leaving) => {
      if (leaving.kind !== 'choice') throw new Error('not a choice');
      return leaving;
    });
    const { truth = 0 } = leavings[0] ?? {};
    expectShare(leavings.filter(({ truthful }) => truthful).length / leavings.length, truth);
  });

  it('says a number that is right on average, and above half as often as it says', () => {
    for (const answer of [0, 37, 80]) {
      const leavings = draws(changed(DEFAULT_QUESTION, { metric: 'skipped', answer }), 4).map((leaving) => {
        if (leaving.kind !== 'mean') throw new Error('not a mean');
        return leaving;
      });
      const { upper = 0 } = leavings[0] ?? {};
      expectShare(leavings.filter(({ says }) => says > 0.5).length / leavings.length, upper);
      const mean = sum(leavings.map(({ says }) => says)) / leavings.length;
      const variance = hybridOf(skipped, 4).variance(1, answer / 50 - 1) / 4;
      expect(Math.abs(mean - answer / 100)).toBeLessThan(4 * Math.sqrt(variance / leavings.length));
    }
  });

  it('is the truth without a budget', () => {
    expect(leavingAt(DEFAULT_QUESTION, OFF)).toMatchObject({ marked: [3], truth: 1, other: 0, bits: 4 });
    const mean = changed(DEFAULT_QUESTION, { metric: 'skipped', answer: 37 });
    expect(leavingAt(mean, OFF)).toMatchObject({
      says: 0.37,
      upper: 0,
      digits: [false, true, false, false, true, false, true]
    });
    expect(JSON.parse(leavingAt(mean, OFF).text)).toMatchObject({ metric: 'skipped', value: 0.37 });
  });
});

describe('what an attacker believes', () => {
  it('sums to 1 before and after, and never moves beyond the reach of the budget', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const prior = priorOf(question);
        expect(prior).toHaveLength(alternativesOf(question).length);
        expect(sum(prior)).toBeCloseTo(1, 10);
        for (const budget of question.budgets) {
          const after = posteriorOf(question, leavingAt(question, budget));
          expect(sum(after)).toBeCloseTo(1, 10);
          after.forEach((belief, option) => {
            const { least, most } = reachOf(prior[option] ?? 0, budget);
            expect(belief).toBeGreaterThanOrEqual(least - 1e-12);
            expect(belief).toBeLessThanOrEqual(most + 1e-12);
          });
        }
      }),
      SEED
    );
  });
});

describe('the alternatives of an attacker', () => {
  it('hold the true answer and what is suspected', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const alternatives = alternativesOf(question);
        for (const answer of [question.answer, question.suspect])
          expect(alternatives[placeOf(alternatives, answer)]?.answer).toBe(answer);
      }),
      SEED
    );
    const tenths = alternativesOf({ metric: 'skipped', answer: 37 }).map(({ name }) => name);
    expect(tenths.slice(2, 6)).toEqual(['20\u202f%', '30\u202f%', '37\u202f%', '40\u202f%']);
  });

  it('are judged as the mechanism judges its own inputs', () => {
    const choice = changed(DEFAULT_QUESTION, { belief: 40 });
    const mechanism = subsetOf(choiceNamed('family'), 1);
    const leaving = leavingAt(choice, 1);
    const marked = leaving.kind === 'choice' ? leaving.marked : [];
    const expected = mechanism.posterior(marked, priorOf(choice));
    posteriorOf(choice, leaving).forEach((belief, n) => {
      expect(belief).toBeCloseTo(expected[n] ?? 0, 10);
    });
    // Both ends and the middle lie on the mechanism's grid.
    const mean = changed(DEFAULT_QUESTION, { metric: 'skipped', answer: 50 });
    const told = leavingAt(mean, 2);
    const hybrid = hybridOf(skipped, 2);
    const p = (point: number) => hybrid.probability(Number(told.report), point).toNumber();
    const after = posteriorOf(mean, told);
    expect((after[0] ?? 0) / (after[5] ?? 0)).toBeCloseTo(p(0) / p(32), 10);
    expect((after[10] ?? 0) / (after[5] ?? 0)).toBeCloseTo(p(64) / p(32), 10);
  });
});

describe('what the service learns', () => {
  it('has a truth for every question, of whole people', () => {
    for (const asked of ASKED) {
      const shares = sharesOf(asked);
      expect(shares).toHaveLength(isChoice(asked) ? asked.domain.options.length : 17);
      expect(Math.min(...shares)).toBeGreaterThan(0);
      expect(sum(shares)).toBeCloseTo(1, 10);
    }
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 1e8 }), fc.constantFrom(...ASKED), (people, asked) => {
        const shares = sharesOf(asked);
        const counts = countsOf(shares, people);
        expect(sum(counts)).toBe(people);
        counts.forEach((count, option) => {
          expect(Math.abs(count - (shares[option] ?? 0) * people)).toBeLessThan(1);
        });
      }),
      SEED
    );
  });

  it('is drawn with the spread that the formula says', () => {
    const question = { ...DEFAULT_QUESTION, people: 10_000_000 };
    const choice = choiceNamed('family');
    const deviations: number[] = [];
    let held = 0;
    for (let draw = 1; draw <= 60; draw++) {
      const { truth, estimates, intervals } = surveyOf({ ...question, draw }, 1);
      truth.forEach((share, option) => {
        const variance = subsetOf(choice, 1).variance(question.people, share);
        deviations.push(((estimates[option] ?? 0) - share) / Math.sqrt(variance));
        const [low, high] = intervals[option] ?? [0, 0];
        if (low <= share && share <= high) held++;
      });
    }
    const mean = sum(deviations) / deviations.length;
    const square = sum(deviations.map((z) => z * z)) / deviations.length;
    expect(Math.abs(mean)).toBeLessThan(0.15);
    expect(Math.abs(square - 1)).toBeLessThan(0.25);
    expect(held / deviations.length).toBeGreaterThan(0.91);
  });

  it('draws averages that are right, as exact as it says', () => {
    for (const epsilon of [0.5, 8]) {
      const question = changed(DEFAULT_QUESTION, { metric: 'accepted', people: 100_000 });
      const surveys = Array.from({ length: 300 }, (_, n) => surveyOf({ ...question, draw: n + 1 }, epsilon));
      const margin = marginOf(askedOf('accepted'), epsilon, question.people);
      const errors = surveys.map(({ truth, estimates }) => (estimates[0] ?? 0) - (truth[0] ?? 0));
      expect(Math.abs(sum(errors) / errors.length)).toBeLessThan(
        (4 * margin) / 1.96 / Math.sqrt(errors.length)
      );
      const held = errors.filter((error) => Math.abs(error) <= margin).length;
      expect(held / errors.length).toBeGreaterThan(0.91);
      expect(held / errors.length).toBeLessThan(0.99);
      const [interval] = surveys[0]?.intervals ?? [];
      expect(((interval?.[1] ?? 0) - (interval?.[0] ?? 0)) / 2).toBeCloseTo(margin, 12);
    }
  });

  it('is exact without a budget', () => {
    const { truth, estimates, intervals } = surveyOf(DEFAULT_QUESTION, OFF);
    expect(estimates).toEqual(truth);
    expect(intervals[0]).toEqual([truth[0], truth[0]]);
  });

  it('finds people and epsilon that just reach a margin', () => {
    fc.assert(
      fc.property(questions, ({ metric, look, margin, people }) => {
        const asked = askedOf(metric);
        const needed = peopleFor(asked, look, margin);
        expect(marginOf(asked, look, needed)).toBeLessThanOrEqual(margin * (1 + 1e-9));
        if (needed > 100) expect(marginOf(asked, look, Math.floor(needed * 0.99))).toBeGreaterThan(margin);
        const epsilon = epsilonFor(asked, people, margin);
        if (epsilon === undefined) expect(marginOf(asked, 20, people)).toBeGreaterThan(margin);
        else {
          expect(marginOf(asked, epsilon, people)).toBeLessThanOrEqual(margin);
          if (epsilon > 0.02) expect(marginOf(asked, epsilon * 0.85, people)).toBeGreaterThan(margin);
        }
      }),
      { ...SEED, numRuns: 40 }
    );
  });
});

function draws(question: LabQuestion, budget: number) {
  return Array.from({ length: 2000 }, (_, n) => leavingAt({ ...question, draw: n + 1 }, budget));
}

function expectShare(share: number, expected: number): void {
  expect(Math.abs(share - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / 2000));
}

function choiceNamed(id: string): Choice {
  const asked = askedOf(id);
  if (!isChoice(asked)) throw new Error(`${id} is a number`);
  return asked;
}

function meanNamed(id: string): Mean {
  const asked = askedOf(id);
  if (isChoice(asked)) throw new Error(`${id} is a choice`);
  return asked;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
