import { encodeReport, KEY_BYTES, type Report } from '../telemetry/index.ts';
import { HUNDREDTHS } from './alternatives.ts';
import { OFF, type Budget } from './budgets.ts';
import { saidBy, unitOf, upperChance } from './mean-law.ts';
import { askedOf, hybridOf, isChoice, subsetOf, type Choice, type Mean } from './metrics.ts';
import { numberedRng } from './numbered-rng.ts';
import type { LabQuestion } from './question.ts';

/** What leaves the device at one budget. */
interface Sent {
  readonly budget: Budget;
  /** Numbers of the options in it, ascending, or the number of a mean's output; without a budget the answer. */
  readonly report: Report['value'];
  /** How many bits the report's content takes. */
  readonly bits: number;
  /** The exact text that would be sent. */
  readonly text: string;
  /** Bytes of that text. */
  readonly bytes: number;
}

export interface ChoiceLeaving extends Sent {
  readonly kind: 'choice';
  readonly marked: readonly number[];
  /** Whether the true answer is among them. */
  readonly truthful: boolean;
  /** P(the true answer is marked), and P(any given other answer is). */
  readonly truth: number;
  readonly other: number;
}

export interface MeanLeaving extends Sent {
  readonly kind: 'mean';
  /** What is sent, in binary: whether each digit is 1. */
  readonly digits: readonly boolean[];
  /** What that stands for, as a share of the scale. */
  readonly says: number;
  /** P(what it says is in the upper half or beyond it), for the true answer and for the end that is farther from it. */
  readonly upper: number;
  readonly farther: { readonly answer: number; readonly upper: number };
}

export type Leaving = ChoiceLeaving | MeanLeaving;

/** A week like any other: the page must not depend on the day. */
const WEEK = '2026-W48';

/** One report about the true answer, drawn by the sampler that ships. */
export function leavingAt(question: LabQuestion, budget: Budget): Leaving {
  const asked = askedOf(question.metric);
  return isChoice(asked) ? choiceAt(asked, question, budget) : meanAt(asked, question, budget);
}

function choiceAt(choice: Choice, { answer, draw }: LabQuestion, budget: Budget): ChoiceLeaving {
  const kind = 'choice';
  if (budget === OFF) {
    const bits = Math.ceil(Math.log2(choice.domain.options.length));
    const [report, marked] = [[answer], [answer]];
    return {
      kind,
      budget,
      report,
      marked,
      truthful: true,
      bits,
      ...bare(choice.id, answer),
      truth: 1,
      other: 0
    };
  }
  const mechanism = subsetOf(choice, budget);
  const rng = numberedRng(draw, `report ${choice.id} ${budget}`);
  const marked = mechanism.randomize(answer, rng);
  return {
    kind,
    budget,
    report: marked,
    marked,
    truthful: marked.includes(answer),
    bits: mechanism.bits,
    ...drawn(choice.id, budget, marked, rng),
    truth: mechanism.supportTrue.toNumber(),
    other: mechanism.supportOther.toNumber()
  };
}

function meanAt(mean: Mean, { answer, draw }: LabQuestion, budget: Budget): MeanLeaving {
  const kind = 'mean';
  const far = answer > HUNDREDTHS / 2 ? 0 : HUNDREDTHS;
  if (budget === OFF) {
    const bits = Math.ceil(Math.log2(HUNDREDTHS + 1));
    const says = answer / HUNDREDTHS;
    const { low, high } = mean.domain;
    return {
      kind,
      budget,
      report: answer,
      digits: binary(answer, bits),
      says,
      bits,
      ...bare(mean.id, low + says * (high - low)),
      upper: says > 0.5 ? 1 : 0,
      farther: { answer: far, upper: far > 0 ? 1 : 0 }
    };
  }
  const mechanism = hybridOf(mean, budget);
  const rng = numberedRng(draw, `report ${mean.id} ${budget}`);
  const report = mechanism.randomize(unitOf(answer), rng);
  return {
    kind,
    budget,
    report,
    digits: binary(report, mechanism.bits),
    says: saidBy(mechanism, report),
    bits: mechanism.bits,
    ...drawn(mean.id, budget, report, rng),
    upper: upperChance(mechanism, answer),
    farther: { answer: far, upper: upperChance(mechanism, far) }
  };
}

/** The text without any protection. */
function bare(metric: string, value: number): Pick<Sent, 'text' | 'bytes'> {
  const text = JSON.stringify({ metric, period: WEEK, value });
  return { text, bytes: text.length };
}

function drawn(
  metric: string,
  epsilon: number,
  value: Report['value'],
  rng: ReturnType<typeof numberedRng>
): Pick<Sent, 'text' | 'bytes'> {
  const key = Array.from({ length: KEY_BYTES }, () => rng.bits(8).toString(16).padStart(2, '0')).join('');
  const bytes = encodeReport({ metric, period: WEEK, epsilon, value, key });
  return { text: new TextDecoder().decode(bytes), bytes: bytes.length };
}

function binary(value: number, bits: number): boolean[] {
  return Array.from({ length: bits }, (_, n) => ((value >>> (bits - 1 - n)) & 1) === 1);
}
