import * as v from 'valibot';
import { HIGHEST, LOWEST, MOST_BUDGETS, OFF, protecting, tidyBudgets, type Budget } from './budgets.ts';
import { alternativesOf, HUNDREDTHS, placeOf } from './alternatives.ts';
import { ASKED, askedOf, isChoice, type Asked } from './metrics.ts';

/** Everything that the lab shows follows from this, draws included: equal questions give equal pages. */
export interface LabQuestion {
  /** Id of what is asked. */
  readonly metric: Asked['id'];
  /** The true answer: number of the option, or of a mean hundredths of its scale. */
  readonly answer: number;
  /** Side by side, from more private to more exact. */
  readonly budgets: readonly Budget[];
  /** The budget that is looked at closely; a finite one. */
  readonly look: number;
  /** The answer that the attacker suspects, one of the alternatives. */
  readonly suspect: number;
  /** How sure of it, in whole percent from 1 to 99; undefined: all answers are alike to them. */
  readonly belief: number | undefined;
  /** How many people answer. */
  readonly people: number;
  /** How near the estimates are wanted, as a share: 0.02 is within two points. */
  readonly margin: number;
  /** What all reports of a year may add up to. */
  readonly cap: number;
  /** Number of the draw: another one shows what else could have come out. */
  readonly draw: number;
}

export const FEWEST_PEOPLE = 100;
export const MOST_PEOPLE = 1e8;
export const MARGINS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1] as const;
export const CAPS = [1, 2, 5, 10, 20, 50] as const;
const MOST_DRAWS = 1e6;

export const DEFAULT_QUESTION: LabQuestion = {
  metric: 'family',
  answer: 3,
  budgets: [0.5, 1, 4, OFF],
  look: 1,
  suspect: 3,
  belief: undefined,
  people: 100_000,
  margin: 0.02,
  cap: 10,
  draw: 1
};

const number = v.pipe(v.string(), v.regex(/^\d{1,12}(\.\d{1,6})?$/), v.transform(Number));
const whole = (low: number, high: number) =>
  v.pipe(number, v.safeInteger(), v.minValue(low), v.maxValue(high));
const epsilon = v.pipe(number, v.minValue(LOWEST), v.maxValue(HIGHEST));
const off = v.pipe(
  v.literal('off'),
  v.transform(() => OFF)
);
const budgets = v.pipe(
  v.string(),
  v.transform((text) => text.split(',')),
  v.array(v.union([off, epsilon])),
  v.minLength(1),
  v.maxLength(MOST_BUDGETS)
);
const schemas = {
  metric: v.picklist(ASKED.map(({ id }) => id)),
  answer: whole(0, HUNDREDTHS),
  budgets,
  look: epsilon,
  suspect: whole(0, HUNDREDTHS),
  belief: whole(1, 99),
  people: whole(FEWEST_PEOPLE, MOST_PEOPLE),
  margin: v.pipe(number, v.picklist(MARGINS)),
  cap: v.pipe(number, v.picklist(CAPS)),
  draw: whole(1, MOST_DRAWS)
} satisfies Record<keyof LabQuestion, v.GenericSchema<string, unknown>>;

/** @param parameters of an address, so anything: what makes no sense is as it is by default. */
export function parseQuestion(parameters: URLSearchParams): LabQuestion {
  const read = Object.entries(schemas).flatMap(([name, schema]): [string, unknown][] => {
    const parsed = v.safeParse(schema, parameters.get(name));
    return parsed.success ? [[name, parsed.output]] : [];
  });
  return changed(DEFAULT_QUESTION, Object.fromEntries(read));
}

/** The part of an address after `?`: what differs from the default, so empty where nothing does. */
export function writeQuestion(question: LabQuestion): string {
  const parameters = new URLSearchParams();
  const usual = {
    ...changed(DEFAULT_QUESTION, { metric: question.metric }),
    metric: DEFAULT_QUESTION.metric
  };
  for (const name of Object.keys(schemas) as (keyof LabQuestion)[]) {
    const text = written(question[name]);
    if (text !== written(usual[name])) parameters.set(name, text ?? '');
  }
  return parameters.toString();
}

/** The answer where none was chosen, of a choice and of a mean. */
const [USUAL_OPTION, USUAL_HUNDREDTHS] = [DEFAULT_QUESTION.answer, 30];

/** A question with some of it changed, and the rest made to fit. */
export function changed(question: LabQuestion, change: Partial<LabQuestion>): LabQuestion {
  const next = { ...question, ...change };
  const asked = askedOf(next.metric);
  // The number of an option says nothing on a scale, nor the other way round.
  const kept = isChoice(asked) === isChoice(askedOf(question.metric)) ? question : undefined;
  const usual = isChoice(asked) ? USUAL_OPTION : USUAL_HUNDREDTHS;
  const most = isChoice(asked) ? asked.domain.options.length - 1 : HUNDREDTHS;
  const answer = Math.min(change.answer ?? kept?.answer ?? usual, most);
  const alternatives = alternativesOf({ metric: next.metric, answer });
  const suspected = placeOf(alternatives, change.suspect ?? kept?.suspect ?? usual);
  const chosen = tidyBudgets(next.budgets);
  const finite = protecting(chosen);
  return {
    ...next,
    answer,
    suspect: alternatives[suspected]?.answer ?? answer,
    budgets: chosen,
    look: finite.length === 0 || finite.includes(next.look) ? next.look : nearest(finite, next.look)
  };
}

/** The next draw, the first again after the last. */
export function drawnAgain(question: LabQuestion): LabQuestion {
  return { ...question, draw: (question.draw % MOST_DRAWS) + 1 };
}

function nearest(budgets: readonly number[], to: number): number {
  return budgets.reduce((best, budget) =>
    Math.abs(Math.log(budget / to)) < Math.abs(Math.log(best / to)) ? budget : best
  );
}

function written(value: LabQuestion[keyof LabQuestion]): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return value.map((budget) => (budget === OFF ? 'off' : String(budget))).join(',');
}
