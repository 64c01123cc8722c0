/** When the music is to stop: at a time (ms since epoch), or with the piece that plays. */
export type Sleep = { at: number } | 'end-of-piece';

/** What a timer can be set to, minutes. */
export const SLEEP_MINUTES = [15, 30, 45, 60] as const;

/** Over so long a timer lets the music fade; a piece that is played to its end needs none. */
const FADE_MS = 20_000;

/** A timer of so many minutes. @param now ms since epoch */
export function sleepIn(minutes: number, now: number): Sleep {
  return { at: now + minutes * 60_000 };
}

/** Whether it is time. @param now ms since epoch @param ended whether a piece has just ended */
export function isBedtime(sleep: Sleep | undefined, now: number, ended: boolean): boolean {
  if (sleep === undefined) return false;
  return sleep === 'end-of-piece' ? ended : now >= sleep.at;
}

/** Share of the volume, 0 ... 1: the music fades before its time comes. @param now ms since epoch */
export function loudnessAt(sleep: Sleep | undefined, now: number): number {
  if (typeof sleep !== 'object') return 1;
  return Math.max(0, Math.min(1, (sleep.at - now) / FADE_MS)) ** 2;
}

/** Minutes to go, rounded up. */
export function minutesLeft({ at }: Exclude<Sleep, string>, now: number): number {
  return Math.max(0, Math.ceil((at - now) / 60_000));
}
