import type { Part } from './part.ts';

/** Silence that ends a session, ms: half an hour, as is usual for listening and web logs. */
export const SESSION_GAP = 30 * 60_000;

export interface Session {
  /** ms since epoch. */
  startedAt: number;
  /** From the start of the first event to the end of the last, ms. */
  ms: number;
  plays: number;
}

export interface Sessions {
  count: number;
  /** ms; 0 where there is no session. */
  medianMs: number;
  /** Plays in the middle session. */
  medianPlays: number;
  longest?: Session;
}

/**
 * Plays and skips with less than half an hour of silence between them, at least one of them a play. A play of
 * unknown duration ends where it starts, so that sessions of such plays look up to one song too short.
 */
export function sessionsOf({ listening, first, end }: Part): Sessions {
  const lengths: number[] = [];
  const counts: number[] = [];
  let longest: Session | undefined;
  let open: Session | undefined;
  let endedAt = -Infinity;
  const close = () => {
    if (!open || open.plays === 0) return;
    open.ms = endedAt - open.startedAt;
    lengths.push(open.ms);
    counts.push(open.plays);
    if (!longest || open.ms > longest.ms) longest = open;
  };
  for (let row = first; row < end; row++) {
    const startedAt = listening.startedAt[row] ?? 0;
    if (startedAt - endedAt > SESSION_GAP) {
      close();
      open = { startedAt, ms: 0, plays: 0 };
    }
    if (open && listening.skipped[row] === 0) open.plays++;
    endedAt = Math.max(endedAt, startedAt + Math.max(0, listening.msPlayed[row] ?? 0));
  }
  close();
  return {
    count: lengths.length,
    medianMs: median(lengths),
    medianPlays: median(counts),
    ...(longest && { longest })
  };
}

function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
