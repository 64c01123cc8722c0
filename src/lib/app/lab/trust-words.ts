import type { Round } from '$lib/telemetry/index.ts';
import {
  askedOf,
  DELTA,
  isChoice,
  OFF,
  PARTS,
  type LabQuestion,
  type Trust,
  type TrustModel
} from '$lib/lab/index.ts';
import type { ChartTable } from '../charts/index.ts';
import { countOf, formatMilliseconds } from '../format.ts';
import { formatEpsilon, formatMargin, formatPeople, formatShareOf, nameBudget } from './words.ts';

const NAMES: Readonly<Record<TrustModel, string>> = {
  local: 'Nobody (local noise)',
  shuffled: 'A shuffler',
  'two-servers': 'One of two servers',
  central: 'The service itself'
};

const ASSUMPTIONS: Readonly<Record<TrustModel, string>> = {
  local: 'Your device runs the code that it shows.',
  shuffled: 'Whoever mixes the reports does not talk to the service, and most of the others send real ones.',
  'two-servers':
    'The two servers do not put their shares together, and enough of the others add their part of the noise.',
  central: 'The service adds the noise, as it says, and loses no answer before it does.'
};

/** How each model of trust fares, as a table: the same epsilon for what is published, at the price of other trust. */
export function trustTable({ look, people }: LabQuestion, trusts: readonly Trust[]): ChartTable {
  const best = Math.min(...trusts.map(({ margin }) => margin));
  return {
    columns: [
      'You must trust',
      `Error at ${nameBudget(look)}, ${formatPeople(people)} people`,
      'Bytes sent',
      'On the assumption that',
      'If that breaks'
    ],
    rows: trusts.map(({ model, margin, bytes, alone, approximate }) => [
      NAMES[model],
      formatMargin(margin) +
        (margin > best * 1.05 ? `, ${formatEpsilon(margin / best)} times the least` : ''),
      String(bytes),
      ASSUMPTIONS[model] + (approximate ? ` The epsilon holds but for a δ of ${DELTA}.` : ''),
      broken(model, alone, look)
    ])
  };
}

/** What two servers made of a round, beside what one of them saw. */
export function describeRound({ accepted, rejected, bytes, ms }: Round): string {
  const devices = accepted + rejected.length;
  return (
    `${countOf(devices, 'device')} sent ${bytes.leader} bytes to one server and ${bytes.helper} to the other; each saw ` +
    `random numbers. ${countOf(rejected.length, 'report')} failed the proof and was not counted: a device that voted ` +
    `more often than it may. It took ${formatMilliseconds(ms.devices / devices)} a device.`
  );
}

/** The sums of a round. Of a mean, how many have at least so much of the scale: added up they give the average. */
export function roundTable(metric: LabQuestion['metric'], { total, accepted }: Round): ChartTable {
  const asked = askedOf(metric);
  if (isChoice(asked)) {
    const { options } = asked.domain;
    return {
      columns: ['Answer', 'Sum of both servers'],
      rows: options.map((name, option) => [name, String(total[option] ?? 0)])
    };
  }
  const parts = total.reduce((sum, count) => sum + count, 0);
  return {
    columns: ['Answer of at least', 'Sum of both servers'],
    rows: [
      ...total.map((count, part) => [formatShareOf((part + 1) / PARTS), String(count)]),
      [`All ${PARTS} sums`, String(parts)],
      ['So the average', formatShareOf(parts / (PARTS * accepted))]
    ]
  };
}

function broken(model: TrustModel, alone: number, look: number): string {
  if (model === 'local') return 'There is nobody who could break it: the report is all there is.';
  if (alone === OFF) {
    return model === 'central'
      ? 'Your answer is known, as it is.'
      : 'The two together read your answer; your own part of the noise hides next to nothing.';
  }
  return alone > look * 1.001
    ? `Your report is seen by itself, at ε ${formatEpsilon(alone)}.`
    : 'Nothing changes: with so few people shuffling gained nothing.';
}
