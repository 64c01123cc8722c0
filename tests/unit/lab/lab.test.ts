import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changed,
  CHOICES,
  choiceOf,
  countsOf,
  DEFAULT_QUESTION,
  drawnAgain,
  epsilonFor,
  leavingAt,
  MARGINS,
  marginOf,
  OFF,
  parseQuestion,
  peopleFor,
  posteriorOf,
  priorOf,
  reachOf,
  sharesOf,
  subsetOf,
  surveyOf,
  writeQuestion,
  type LabQuestion
} from '../../../src/lib/lab/index.ts';
import { parseReport } from '../../../src/lib/telemetry/index.ts';

const SEED = { seed: 20_261_128 };
const epsilons = fc.constantFrom(0.1, 0.25, 0.5, 1, 2, 3.5, 4, 8);
const questions = fc
  .record({
    metric: fc.constantFrom(...CHOICES.map(({ id }) => id)),
    answer: fc.nat(24),
    suspect: fc.nat(24),
    budgets: fc.uniqueArray(fc.oneof(epsilons, fc.constant(OFF)), { minLength: 1, maxLength: 6 }),
    look: epsilons,
    belief: fc.option(fc.integer({ min: 1, max: 99 }), { nil: undefined }),
    people: fc.integer({ min: 100, max: 100_000_000 }),
    margin: fc.constantFrom(...MARGINS),
    cap: fc.constantFrom(1, 2, 5, 10),
    draw: fc.integer({ min: 1, max: 1_000_000 })
  })
  .map((question): LabQuestion => changed(DEFAULT_QUESTION, question));

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
    expect(read('metric=accepted&people=12&belief=0&draw=1e9&cap=3&look=-1&budgets=1,many')).toEqual(
      DEFAULT_QUESTION
    );
    expect(read('metric=minutes&answer=20').answer).toBe(7);
    expect(read('budgets=off,4,0.5,4')).toMatchObject({ budgets: [0.5, 4, OFF], look: 0.5 });
    expect(read('budgets=off')).toMatchObject({ budgets: [OFF], look: 1 });
    expect(read('margin=0.05&look=4')).toMatchObject({ margin: 0.05, look: 4 });
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
          value: leaving.marked
        });
        expect(leaving.truthful).toBe(leaving.marked.includes(question.answer));
        expect(leavingAt(question, question.look)).toEqual(leaving);
      }),
      SEED
    );
  });

  it('marks the truth as often as it says', () => {
    const budget = 2;
    const draws = 2000;
    let truthful = 0;
    for (let draw = 1; draw <= draws; draw++)
      if (leavingAt({ ...DEFAULT_QUESTION, draw }, budget).truthful) truthful++;
    const { truth } = leavingAt(DEFAULT_QUESTION, budget);
    expect(Math.abs(truthful / draws - truth)).toBeLessThan(4 * Math.sqrt((truth * (1 - truth)) / draws));
  });

  it('is the truth without a budget', () => {
    expect(leavingAt(DEFAULT_QUESTION, OFF)).toMatchObject({ marked: [3], truth: 1, other: 0, bits: 4 });
  });
});

describe('what an attacker believes', () => {
  it('sums to 1 before and after, and never moves beyond the reach of the budget', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const prior = priorOf(question);
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

describe('what the service learns', () => {
  it('has a truth for every question, of whole people', () => {
    for (const choice of CHOICES) {
      const shares = sharesOf(choice);
      expect(shares).toHaveLength(choice.domain.options.length);
      expect(Math.min(...shares)).toBeGreaterThan(0);
      expect(sum(shares)).toBeCloseTo(1, 10);
    }
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 1e8 }), fc.constantFrom(...CHOICES), (people, choice) => {
        const shares = sharesOf(choice);
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
    const choice = choiceOf(question.metric);
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

  it('is exact without a budget', () => {
    const { truth, estimates, intervals } = surveyOf(DEFAULT_QUESTION, OFF);
    expect(estimates).toEqual(truth);
    expect(intervals[0]).toEqual([truth[0], truth[0]]);
  });

  it('finds people and epsilon that just reach a margin', () => {
    fc.assert(
      fc.property(questions, ({ metric, look, margin, people }) => {
        const choice = choiceOf(metric);
        const needed = peopleFor(choice, look, margin);
        expect(marginOf(choice, look, needed)).toBeLessThanOrEqual(margin * (1 + 1e-9));
        if (needed > 100) expect(marginOf(choice, look, Math.floor(needed * 0.99))).toBeGreaterThan(margin);
        const epsilon = epsilonFor(choice, people, margin);
        if (epsilon === undefined) expect(marginOf(choice, 20, people)).toBeGreaterThan(margin);
        else {
          expect(marginOf(choice, epsilon, people)).toBeLessThanOrEqual(margin);
          if (epsilon > 0.02) expect(marginOf(choice, epsilon * 0.85, people)).toBeGreaterThan(margin);
        }
      }),
      { ...SEED, numRuns: 40 }
    );
  });
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
