import { accounting, CentralLaplace, DistributedLaplace } from '../privacy/index.ts';
import { OFF } from './budgets.ts';
import { leavingAt } from './leaving.ts';
import { askedOf, isChoice } from './metrics.ts';
import { PARTS } from './population.ts';
import type { LabQuestion } from './question.ts';
import { marginOf } from './service.ts';
import { DELTA } from './year.ts';

export type TrustModel = 'local' | 'shuffled' | 'two-servers' | 'central';

/** One way to learn shares or an average from many people, all with the same epsilon for what the service gets to see. */
export interface Trust {
  readonly model: TrustModel;
  /** How far a share or the average may be off, 95 times in 100. */
  readonly margin: number;
  /** Epsilon of what one device sends, against whoever sees that alone; infinite where it is the answer. */
  readonly alone: number;
  /** Bytes that one device sends. */
  readonly bytes: number;
  /** Whether the epsilon holds with probability 1 - `DELTA` only. */
  readonly approximate: boolean;
}

const REACH = -accounting.normalQuantile(0.025);
/** Halvings of the range in which the shuffled epsilon is sought. */
const STEPS = 14;

/** What each model of trust costs at the budget that is looked at. */
export function trustsOf(question: LabQuestion): Trust[] {
  const asked = askedOf(question.metric);
  const { look: epsilon, people } = question;
  const shuffled = epsilonBeforeShuffling(people, epsilon);
  // A histogram; or one sum of parts, which one person moves by all of them at most.
  const [length, unit] = isChoice(asked) ? [asked.domain.options.length, 1] : [PARTS, PARTS];
  const noise = { epsilon, relation: 'replace', ...(isChoice(asked) ? {} : { sensitivity: PARTS }) } as const;
  const summed = new DistributedLaplace({ ...noise, contributors: people });
  const central = new CentralLaplace(noise);
  const marginFrom = (variance: number) => (REACH * Math.sqrt(variance)) / (people * unit);
  const bytesAt = (budget: number) => leavingAt(question, Number(budget.toPrecision(2))).bytes;
  return [
    {
      model: 'local',
      margin: marginOf(asked, epsilon, people),
      alone: epsilon,
      bytes: bytesAt(epsilon),
      approximate: false
    },
    {
      model: 'shuffled',
      margin: marginOf(asked, shuffled, people),
      alone: shuffled,
      bytes: bytesAt(shuffled) + SEALED_BYTES,
      approximate: shuffled > epsilon
    },
    {
      model: 'two-servers',
      margin: marginFrom(summed.variance(people)),
      alone: OFF,
      bytes: twoServerBytes(length),
      approximate: false
    },
    {
      model: 'central',
      margin: marginFrom(central.variance()),
      alone: OFF,
      bytes: leavingAt(question, OFF).bytes,
      approximate: false
    }
  ];
}

/** What sealing to somebody's public key adds: its own key and a tag (HPKE with X25519 and AES-GCM, RFC 9180). */
const SEALED_BYTES = 32 + 16;
const FIELD_BYTES = 16;

/**
 * Bytes of the two shares of Prio3Histogram, or of Prio3SumVec with one bit each (draft-irtf-cfrg-vdaf-08), with chunks
 * of about the root of its length, each sealed, without the envelope around them: the first share holds the vector and
 * a proof of 2c + 2P - 1 numbers, P the power of two above the number of chunks; the second is seeds.
 */
export function twoServerBytes(length: number): number {
  const chunk = chunkOf(length);
  const points = 2 ** Math.ceil(Math.log2(Math.ceil(length / chunk) + 1));
  const leader = FIELD_BYTES * (length + 2 * chunk + 2 * points - 1) + 16;
  const helper = 3 * 16;
  const shared = 2 * 16;
  return leader + helper + shared + 2 * SEALED_BYTES;
}

export function chunkOf(length: number): number {
  return Math.ceil(Math.sqrt(length));
}

/**
 * The largest epsilon of a local report with which the shuffled reports of n people still keep this one, by the
 * numeric bound of Feldman, McMillan and Talwar (2021); the same epsilon where shuffling does not help.
 */
export function epsilonBeforeShuffling(n: number, epsilon: number): number {
  let low = epsilon;
  // Beyond it the bound says nothing.
  let high = Math.log(n / (16 * Math.log(4 / DELTA)));
  if (!(high > low)) return epsilon;
  for (let i = 0; i < STEPS; i++) {
    const middle = (low + high) / 2;
    if (accounting.shuffledEpsilon({ n, epsilon0: middle }, DELTA) <= epsilon) low = middle;
    else high = middle;
  }
  return low;
}
