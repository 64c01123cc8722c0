import { encodeReport, KEY_BYTES } from '../telemetry/index.ts';
import { OFF, type Budget } from './budgets.ts';
import { choiceOf, subsetOf } from './metrics.ts';
import { numberedRng } from './numbered-rng.ts';
import type { LabQuestion } from './question.ts';

/** What leaves the device at one budget. */
export interface Leaving {
  readonly budget: Budget;
  /** Numbers of the answers in the report, ascending. */
  readonly marked: readonly number[];
  /** Whether the true answer is among them. */
  readonly truthful: boolean;
  /** How many bits the report's content takes. */
  readonly bits: number;
  /** The exact text that would be sent. */
  readonly text: string;
  /** Bytes of that text. */
  readonly bytes: number;
  /** P(the true answer is marked), and P(any given other answer is). */
  readonly truth: number;
  readonly other: number;
}

/** A week like any other: the page must not depend on the day. */
const WEEK = '2026-W48';

/** One report about the true answer, drawn by the sampler that ships. */
export function leavingAt(question: LabQuestion, budget: Budget): Leaving {
  const choice = choiceOf(question.metric);
  const { answer } = question;
  if (budget === OFF) {
    const text = JSON.stringify({ metric: choice.id, period: WEEK, value: answer });
    const bits = Math.ceil(Math.log2(choice.domain.options.length));
    return { budget, marked: [answer], truthful: true, bits, text, bytes: text.length, truth: 1, other: 0 };
  }
  const mechanism = subsetOf(choice, budget);
  const rng = numberedRng(question.draw, `report ${choice.id} ${budget}`);
  const marked = mechanism.randomize(answer, rng);
  const key = Array.from({ length: KEY_BYTES }, () => rng.bits(8).toString(16).padStart(2, '0')).join('');
  const bytes = encodeReport({ metric: choice.id, period: WEEK, epsilon: budget, value: marked, key });
  return {
    budget,
    marked,
    truthful: marked.includes(answer),
    bits: mechanism.bits,
    text: new TextDecoder().decode(bytes),
    bytes: bytes.length,
    truth: mechanism.supportTrue.toNumber(),
    other: mechanism.supportOther.toNumber()
  };
}
