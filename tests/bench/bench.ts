export { median, quantile } from '../../src/lib/compute/calibration.ts';

/** What one bench found out. */
export interface Outcome {
  /** Dotted names; each of them can be quoted and compared. Times in ms, memory in MB (a million bytes). */
  results: Record<string, number>;
  /** Printed beside the results. */
  details?: Record<string, unknown>;
  /** What else the figures depend on, e.g. the browser. */
  environment?: Record<string, string | number>;
  /** Why the run counts as failed, although there are results. */
  failure?: string;
}

/** One file of `tests/bench`, listed in `run.ts`. */
export interface Bench {
  /** The arguments after the name, as the usage shows them. */
  usage: string;
  /**
   * @param tell takes one line about how far it is.
   * @throws UsageError
   */
  run(args: string[], tell: (line: string) => void): Promise<Outcome>;
}

/** The command was written wrongly; the message says how. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** Reads an option that counts something. @throws UsageError */
export function readCount(name: string, text: string, least = 1): number {
  const count = Number(text.replaceAll('_', ''));
  if (Number.isSafeInteger(count) && count >= least) return count;
  throw new UsageError(`--${name} takes a whole number from ${least} on, not "${text}".`);
}
