import {
  audit,
  type AuditResult,
  type Feature,
  type Rng,
  type SubsetSelection,
  uniformBelow,
  wholeReport
} from '../privacy/index.ts';
import { choiceOf, subsetOf } from './metrics.ts';
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

interface Sampler {
  randomize(value: number, rng: Rng): readonly number[];
}

export const SAMPLERS: readonly SamplerId[] = ['shipped', 'double', 'retry', 'honest'];

/**
 * A lower bound on the epsilon of the sampler that ships, or of one with a mistake that is easily made, from nothing
 * but its reports about the true answer and about another one.
 */
export function auditOf(question: LabQuestion, id: SamplerId, rng: Rng): AuditResult {
  const choice = choiceOf(question.metric);
  const { answer } = question;
  const look = auditedAt(question);
  const other = answer === 0 ? 1 : 0;
  const shipped = subsetOf(choice, look);
  const sampler = samplerOf(id, shipped, () => subsetOf(choice, 2 * look));
  const told: Feature<readonly number[]> = (report) =>
    (report.includes(answer) ? 2 : 0) + (report.includes(other) ? 1 : 0);
  return audit(sampler, [answer, other], rng, {
    draws: AUDIT_DRAWS,
    confidence: AUDIT_CONFIDENCE,
    features: [wholeReport, told]
  });
}

function samplerOf(id: SamplerId, shipped: SubsetSelection, twice: () => SubsetSelection): Sampler {
  switch (id) {
    case 'shipped':
      return shipped;
    case 'double':
      return twice();
    case 'retry':
      return {
        randomize: (value, rng) => {
          const report = shipped.randomize(value, rng);
          return report.includes(value) ? report : shipped.randomize(value, rng);
        }
      };
    case 'honest':
      return {
        randomize: (value, rng) =>
          uniformBelow(HONEST_ONE_IN, rng) === 0
            ? Array.from({ length: shipped.size }, (_, i) => (value + i) % shipped.inputs)
            : shipped.randomize(value, rng)
      };
  }
}
