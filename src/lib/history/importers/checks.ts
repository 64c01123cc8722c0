import { EARLIEST, LATEST, MAX_PLAY_MS, SKIP_BELOW_MS } from '../limits.ts';
import { isBlank } from '../text.ts';
import type { Row, Rows } from './importer.ts';

/** A field that may be missing. */
export type Text = string | null | undefined;

/** What a record of some file claims; nothing of it has been checked. */
export interface Claim {
  artist: unknown;
  title: unknown;
  album?: unknown;
  /** Checked: see `uri.ts`. */
  uri?: string | undefined;
  /** ms since epoch, UTC. */
  startedAt: unknown;
  /** Milliseconds heard; undefined or null where the record does not say. */
  msPlayed?: unknown;
  /** Whether it is music; default: yes. */
  music?: boolean;
}

/** The row that a record claims, or why it is none. Heard for too short a time, it counts as skipped. */
export function judge(claim: Claim): Row | 'malformed' | 'not_music' | 'no_title' {
  const { artist, title, album, uri, startedAt, music = true } = claim;
  const msPlayed = claim.msPlayed ?? undefined;
  if (
    !isText(artist) ||
    !isText(title) ||
    !isText(album) ||
    !isTime(startedAt) ||
    !(msPlayed === undefined || isPlayTime(msPlayed))
  )
    return 'malformed';
  if (!music) return 'not_music';
  if (!isSet(artist) || !isSet(title)) return 'no_title';
  return {
    artist,
    title,
    album: isSet(album) ? album : undefined,
    uri,
    startedAt,
    msPlayed: msPlayed ?? -1,
    skipped: msPlayed !== undefined && msPlayed < SKIP_BELOW_MS
  };
}

/** Adds what a record claims, or rejects it; undefined where nothing could be made of the record. */
export function take(claim: Claim | undefined, rows: Rows): void {
  const row = claim ? judge(claim) : 'malformed';
  if (typeof row === 'string') rows.reject(row);
  else rows.add(row);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is Text {
  return typeof value === 'string' || value == null;
}

/** Whether anything of the text can be seen. */
export function isSet(value: Text): value is string {
  return typeof value === 'string' && !isBlank(value);
}

/** Milliseconds that one play can take. */
export function isPlayTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_PLAY_MS;
}

/** Whole milliseconds since epoch that are no broken clock's. */
export function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= EARLIEST && value <= LATEST;
}

/** Milliseconds of a number of seconds, which may have decimals; anything else as it is, to be refused. */
export function inMs(seconds: unknown): unknown {
  return typeof seconds === 'number' ? Math.round(seconds * 1000) : seconds;
}
