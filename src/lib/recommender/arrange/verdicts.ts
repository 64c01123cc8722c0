import type { Feedback } from '../../history/index.ts';

/** A song marked "Not now" comes back after this, ms. */
export const NOT_NOW = 30 * 24 * 60 * 60_000;

/** What was said about recommendations, as it holds at one moment. */
export interface Verdicts {
  liked: ReadonlySet<string>;
  /** Songs that are not to be shown. */
  hidden: ReadonlySet<string>;
  /** Keys of artists that are wanted less. */
  lessOf: ReadonlySet<string>;
}

/** @param now ms since epoch */
export function verdictsAt(feedback: readonly Feedback[], now: number): Verdicts {
  const liked = new Set<string>();
  const hidden = new Set<string>();
  const lessOf = new Set<string>();
  for (const verdict of feedback) {
    if (!holds(verdict, now)) continue;
    if (verdict.kind === 'like') liked.add(verdict.subject);
    else if (verdict.kind === 'less-of-artist') lessOf.add(verdict.subject);
    else hidden.add(verdict.subject);
  }
  return { liked, hidden, lessOf };
}

/** Everything holds until it is taken back, "Not now" for thirty days. */
export function holds({ kind, givenAt }: Feedback, now: number): boolean {
  return kind !== 'not-now' || now - givenAt < NOT_NOW;
}
