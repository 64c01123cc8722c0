/** One listener's items in order; the last but one tunes, the last tests. */
export interface Listener {
  /** What the listener is known by while tuning; while testing, `tuned` is known too. */
  past: readonly number[];
  tuned: number;
  tested: number;
}

export interface Listeners {
  items: number;
  all: readonly Listener[];
}

/** As leave-one-out cuts them. @param sequence item numbers, in the order in which they were first heard; at least three */
export function listenerOf(sequence: readonly number[]): Listener {
  return { past: sequence.slice(0, -2), tuned: sequence.at(-2) ?? 0, tested: sequence.at(-1) ?? 0 };
}
