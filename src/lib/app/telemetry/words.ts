import {
  type Books,
  type Caps,
  type Delivery,
  findMetric,
  fromUnit,
  lastFullWeek,
  type Metric,
  mechanismOf,
  type Report,
  startOfWeek
} from '../../telemetry/index.ts';
import { formatDay } from '../dates.ts';
import { formatPercent } from '../format.ts';

const DAY = 24 * 60 * 60 * 1000;

/** "16 Nov 2026 to 22 Nov 2026". @param period ISO week */
export function describeWeek(period: string): string {
  // Noon, so that every clock on earth but a few shows the same day.
  const monday = (startOfWeek(period) ?? NaN) + DAY / 2;
  return `${formatDay(monday)} to ${formatDay(monday + 6 * DAY)}`;
}

/** A name for a metric, also for one that a later version asked about. */
export function nameOfMetric(id: string): string {
  return findMetric(id)?.name ?? id;
}

/** An answer in words. @param answer see `trueAnswer` */
export function describeTruth({ domain }: Metric, answer: number): string {
  return domain.kind === 'choice' ? (domain.options[answer] ?? '') : formatPercent(answer);
}

/** What the noise has made of an answer. */
export function describeNoised(metric: Metric, epsilon: number, value: Report['value']): string {
  const made = mechanismOf(metric, epsilon);
  if (typeof value !== 'number')
    return value
      .map((option) => (metric.domain.kind === 'choice' ? metric.domain.options[option] : ''))
      .join(' · ');
  if (made.kind === 'choice') return '';
  // Whole: the noise is far larger than a tenth.
  return `${Math.round(100 * fromUnit(made.mechanism.decode(value).toNumber(), made))} %`;
}

/** "7b 22 6d": every byte by two digits. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

export function toText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** What came back for bytes that were sent. */
export function describeReceipt(answer: Delivery['answer']): string {
  switch (answer) {
    case undefined:
      return 'Not known: Earshot was closed, or waits for it';
    case 202:
      return 'Stored (202)';
    case 200:
      return 'It had this one already (200)';
    case 400:
      return 'Refused, and not sent again (400)';
    case 413:
      return 'Too large, and not sent again (413)';
    case 404:
    case 405:
      return `No service takes reports at this address (${answer})`;
    case 'timeout':
      return 'No answer in time';
    case 'unreachable':
      return 'Could not be reached';
    default:
      return `Not now (${answer})`;
  }
}

const CAPS: Readonly<Record<keyof Caps, string>> = { week: 'this week', year: 'these 52 weeks' };

/** Where a question that is on stands with the last full week; undefined where it is off. */
export function describeStanding(
  { consents, ledger, withheld }: Books,
  id: string,
  now: number
): string | undefined {
  if (!consents.some(({ metric }) => metric === id)) return undefined;
  const period = lastFullWeek(now);
  const last = ledger
    .filter(({ metric }) => metric === id)
    .map((line) => line.period)
    .sort()
    .at(-1);
  if (last === period)
    return 'Answered for the last full week. The next answer is drawn when this week is over.';
  if (last !== undefined && last > period)
    return `The clock of this device was set back: nothing is told before the week of ${describeWeek(last)} is over.`;
  const cap = withheld.find((each) => each.metric === id && each.period === period)?.cap;
  if (cap) return `Nothing is told of the last full week: it would go over your cap for ${CAPS[cap]}.`;
  return 'The answer for the last full week is due.';
}

/** "61", or "under 1" and "over 99": people are whole. @param chance 0 ... 1 */
export function ofHundred(chance: number): string {
  const people = Math.round(100 * chance);
  if (people === 0 && chance > 0) return 'under 1';
  return people === 100 && chance < 1 ? 'over 99' : String(people);
}
