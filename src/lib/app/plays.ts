import type { PlayRow } from '$lib/history/index.ts';
import { formatDay, formatTimeOfDay } from './dates.ts';
import { sourceNames } from './sources.ts';

/** One play of a list, in words. */
export interface PlayAccount {
  day: string;
  time: string;
  /** "3:12", or "skipped at 0:12"; empty where nobody knows. */
  heard: string;
  skipped: boolean;
  source: string;
}

/** A row of the list of plays, in words. */
export function describePlay({ startedAt, msPlayed, completed, source }: PlayRow): PlayAccount {
  const skipped = completed === 'skipped';
  const length = msPlayed === undefined ? undefined : formatLength(msPlayed);
  return {
    day: formatDay(startedAt),
    time: formatTimeOfDay(startedAt),
    heard: skipped ? (length === undefined ? 'skipped' : `skipped at ${length}`) : (length ?? ''),
    skipped,
    source: nameOf(source)
  };
}

function nameOf(source: string): string {
  return (sourceNames as Readonly<Record<string, string>>)[source] ?? source;
}

/** "3:12", "1:02:03" */
function formatLength(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  const rest = two(seconds % 60);
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
}
