import {
  audit,
  type AuditResult,
  type Feature,
  type Rng,
  uniformBelow,
  wholeReport
} from '../privacy/index.ts';
import type { Report } from '../telemetry/index.ts';
import { HUNDREDTHS } from './alternatives.ts';
import { lawOf, type Law } from './law.ts';
import { saidBy } from './mean-law.ts';
import { askedOf, hybridOf, isChoice, subsetOf } from './metrics.ts';
import type { LabQuestion } from './question.ts';

export type SamplerId = 'shipped' | 'double' | 'retry' | 'honest';

/** Draws of each sampler for each of two answers. */
export const AUDIT_DRAWS = 120_000;
/** So that a sound sampler is suspected once in a thousand audits at most. */
export const AUDIT_CONFIDENCE = 0.999;
/** One report in so many of the "honest" sampler is no noise at all. */
export const HONEST_ONE_IN = 5;

/** Below the first, two answers are too alike for so many draws; above the second, telling reports are too rare. */
const [LEAST_AUDITED, MOST_AUDITED] = [0.25, 2];

/** The epsilon that the audited samplers state: the one that is looked at, or the nearest that draws can tell. */
export function auditedAt({ look }: LabQuestion): number {
  return Math.max(LEAST_AUDITED, Math.min(look, MOST_AUDITED));
}

type Value = Report['value'];

/** What a sampler that states an epsilon is made of. */
interface Parts {
  readonly shipped: Law;
  readonly twice: Law;
  /** Two answers that the reports must not tell apart too well. */
  readonly pair: readonly [number, number];
  /** Whether a report says of an answer what a report without noise would say. */
  readonly fits: (report: Value, answer: number) => boolean;
  /** A report without any chance in it. */
  readonly honest: (answer: number) => Value;
  readonly features: Feature<Value>[];
}

export const SAMPLERS: readonly SamplerId[] = ['shipped', 'double', 'retry', 'honest'];

/**
 * A lower bound on the epsilon of the sampler that ships, or of one with a mistake that is easily made, from nothing
 * but its reports about the true answer and about another one.
 */
export function auditOf(question: LabQuestion, id: SamplerId, rng: Rng): AuditResult {
  const parts = partsOf(question);
  return audit({ randomize: samplerOf(id, parts) }, parts.pair, rng, {
    draws: AUDIT_DRAWS,
    confidence: AUDIT_CONFIDENCE,
    features: parts.features
  });
}

function samplerOf(
  id: SamplerId,
  { shipped, twice, fits, honest }: Parts
): (answer: number, rng: Rng) => Value {
  switch (id) {
    case 'shipped':
      return (answer, rng) => shipped.draw(answer, rng);
    case 'double':
      return (answer, rng) => twice.draw(answer, rng);
    case 'retry':
      return (answer, rng) => {
        const report = shipped.draw(answer, rng);
        return fits(report, answer) ? report : shipped.draw(answer, rng);
      };
    case 'honest':
      return (answer, rng) =>
        uniformBelow(HONEST_ONE_IN, rng) === 0 ? honest(answer) : shipped.draw(answer, rng);
  }
}

function partsOf(question: LabQuestion): Parts {
  const asked = askedOf(question.metric);
  const stated = auditedAt(question);
  const laws = { shipped: lawOf(question, stated), twice: lawOf(question, 2 * stated) };
  if (!isChoice(asked)) {
    const mechanism = hybridOf(asked, stated);
    const says = (report: Value) => saidBy(mechanism, Number(report));
    const outputs = [...mechanism.outputs()];
    const away = (report: number, answer: number) => Math.abs(says(report) - answer / HUNDREDTHS);
    const nearestTo = (answer: number) =>
      outputs.reduce((best, report) => (away(report, answer) < away(best, answer) ? report : best), 0);
    const [least, most] = [nearestTo(0), nearestTo(HUNDREDTHS)];
    return {
      ...laws,
      pair: [0, HUNDREDTHS],
      fits: (report, answer) => says(report) > 0.5 === answer > HUNDREDTHS / 2,
      honest: (answer) => (answer === 0 ? least : most),
      features: [wholeReport, (report) => Number(says(report) > 0.5)]
    };
  }
  const { answer } = question;
  const other = answer === 0 ? 1 : 0;
  const marks = (report: Value, option: number) => typeof report !== 'number' && report.includes(option);
  const { size, inputs } = subsetOf(asked, stated);
  return {
    ...laws,
    pair: [answer, other],
    fits: marks,
    honest: (option) => Array.from({ length: size }, (_, i) => (option + i) % inputs),
    features: [wholeReport, (report) => (marks(report, answer) ? 2 : 0) + (marks(report, other) ? 1 : 0)]
  };
}
