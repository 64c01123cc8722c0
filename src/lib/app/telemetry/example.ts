import { secureRng } from '../../privacy/index.ts';
import {
  accountOf,
  encodeReport,
  exampleReport,
  type MetricId,
  METRICS,
  type Odds,
  oddsOf,
  trueAnswer,
  type Week
} from '../../telemetry/index.ts';
import { formatEpsilon } from '../lab/words.ts';
import { describeNoised, describeTruth, ofHundred, toHex, toText } from './words.ts';

const WEEKS_IN_YEAR = 52;

/** One answer that somebody may have, against the example. */
export interface Alternative {
  name: string;
  yours: boolean;
  named: boolean;
  /** People in a hundred who would do what `event` says. */
  people: string;
  before: string;
  after: string;
}

/** A report as it might be, in words. */
export interface ExampleAccount {
  truth: string;
  noised: string;
  text: string;
  hex: string;
  bytes: number;
  /** What the report does to odds, in two sentences. */
  odds: string;
  /** What the people of the table are counted for. */
  event: string;
  alternatives: Alternative[];
  year: string;
}

/** Draws an example of what would be told of a week. Another call draws another. */
export function exampleAccount(
  id: MetricId,
  epsilon: number,
  week: Week & { period: string }
): ExampleAccount {
  const metric = METRICS.find((each) => each.id === id) ?? METRICS[0];
  const rng = secureRng();
  const truth = trueAnswer(id, week, rng);
  const report = exampleReport(metric, { period: week.period, epsilon, truth }, rng);
  const bytes = encodeReport(report);
  const odds = oddsOf(metric, epsilon, truth, report.value);
  const choice = metric.domain.kind === 'choice';
  return {
    truth: describeTruth(metric, truth),
    noised: describeNoised(metric, epsilon, report.value),
    text: toText(bytes),
    hex: toHex(bytes),
    bytes: bytes.length,
    odds: choice ? oddsOfChoice(odds) : oddsOfMean(odds),
    event: choice ? 'would name yours' : 'would send an upper half',
    alternatives: odds.map(({ answer, yours, named, chance, before, after }) => ({
      name: describeTruth(metric, answer),
      yours,
      named,
      people: ofHundred(chance),
      before: ofHundred(before),
      after: ofHundred(after)
    })),
    year: yearOf(epsilon)
  };
}

function oddsOfChoice(odds: readonly Odds[]): string {
  const own = odds.find(({ yours }) => yours)?.chance ?? 0;
  const other = odds.find(({ yours }) => !yours)?.chance ?? 0;
  return (
    `Of 100 people with your answer, ${ofHundred(own)} would send a report that names it. ` +
    `Of 100 people with any other answer, ${ofHundred(other)} would.`
  );
}

function oddsOfMean(odds: readonly Odds[]): string {
  const own = odds.find(({ yours }) => yours)?.chance ?? 0;
  return (
    `Of 100 people with your answer, ${ofHundred(own)} would send a number of the upper half. ` +
    `Of 100 with the lowest answer, ${ofHundred(odds[0]?.chance ?? 0)} would; ` +
    `of 100 with the highest, ${ofHundred(odds.at(-1)?.chance ?? 0)}.`
  );
}

function yearOf(epsilon: number): string {
  const { basic, sharp } = accountOf(new Array<number>(WEEKS_IN_YEAR).fill(epsilon));
  return (
    `One a week for a year adds up to ${formatEpsilon(basic)}` +
    (sharp < 0.99 * basic ? `, or to ${formatEpsilon(sharp)} but for one chance in a million. ` : '. ') +
    'That is the worst case: somebody who knows all 52 reports came from you, and an answer that never changes.'
  );
}
