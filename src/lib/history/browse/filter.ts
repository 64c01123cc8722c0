import type { Source } from '../sources.ts';

/** Which events a list of plays shows; everything by default. */
export interface PlaysFilter {
  /** Words that artist, title and album contain together. */
  text?: string;
  completed?: 'played' | 'skipped';
  source?: Source;
  /** From time to before time, ms since epoch. */
  from?: number;
  to?: number;
}

export function sameFilter(a: PlaysFilter, b: PlaysFilter): boolean {
  return (
    (a.text ?? '') === (b.text ?? '') &&
    a.completed === b.completed &&
    a.source === b.source &&
    a.from === b.from &&
    a.to === b.to
  );
}
