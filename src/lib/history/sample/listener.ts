import type { SeededRandom } from '../../random/index.ts';
import { MOODS, pick, type SampleMusic } from './music.ts';
import { Mind, type Mode } from './mind.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Someone listens to something. */
export interface Heard {
  /** Number of the piece. */
  piece: number;
  /** ms since epoch. */
  startedAt: number;
  msPlayed: number;
}

export interface Habits {
  /** First moment, ms since epoch; the listening begins on that day. */
  from: number;
  /** Nothing starts from here on. */
  to: number;
  /** Pieces a day, on average over days with and without music. */
  perDay: number;
}

/** A time of day with its customs. */
interface Slot {
  /** Hours after midnight. */
  from: number;
  to: number;
  /** On this share of days. */
  chance: number;
  /** Pieces. */
  least: number;
  most: number;
  modes: readonly Mode[];
}

const WORKDAY: readonly Slot[] = [
  {
    from: 7,
    to: 9,
    chance: 0.55,
    least: 3,
    most: 7,
    modes: ['playlist', 'playlist', 'favourites', 'favourites', 'album']
  },
  { from: 13, to: 16, chance: 0.35, least: 6, most: 16, modes: ['album', 'playlist', 'favourites', 'album'] },
  {
    from: 19,
    to: 22,
    chance: 0.5,
    least: 4,
    most: 12,
    modes: ['favourites', 'favourites', 'album', 'exploring']
  }
];
const WEEKEND: readonly Slot[] = [
  { from: 10, to: 12, chance: 0.5, least: 5, most: 14, modes: ['album', 'favourites', 'exploring'] },
  { from: 20, to: 23, chance: 0.55, least: 5, most: 16, modes: ['favourites', 'playlist', 'album'] }
];
/** Pieces a day that these slots give by themselves. */
const SLOTS_PER_DAY = 10.6;

/**
 * A believable listener: sessions at their hours, albums in their order, playlists that come back, and favourites
 * that are discovered, played often for some weeks, left alone and found again.
 */
export function* simulateListener(
  random: SeededRandom,
  music: SampleMusic,
  habits: Habits
): Generator<Heard, void, undefined> {
  const mind = new Mind(random, music, habits);
  const scale = habits.perDay / SLOTS_PER_DAY;
  let free = habits.from;
  let awayUntil = 0;
  for (let day = habits.from - (habits.from % DAY); day < habits.to; day += DAY) {
    // Twice or so a year the music stops for some days.
    if (random.uniform() < 1 / 180) awayUntil = day + (4 + random.below(9)) * DAY;
    if (day < awayUntil) continue;
    const weekend = [0, 6].includes(new Date(day).getUTCDay());
    for (const [index, slot] of (weekend ? WEEKEND : WORKDAY).entries()) {
      if (random.uniform() >= slot.chance * Math.min(1, scale)) continue;
      const hour = slot.from + random.uniform() * (slot.to - slot.from);
      const pieces = (slot.least + random.below(slot.most - slot.least + 1)) * Math.max(1, scale);
      let now = Math.max(free, day + Math.round(hour * HOUR));
      for (const { piece, mode } of mind.session(
        pick(random, slot.modes),
        Math.round(pieces),
        now,
        index % MOODS
      )) {
        const msPlayed = howLong(random, music.pieces[piece]?.lengthMs ?? 0, mode);
        if (now >= habits.to) return;
        yield { piece, startedAt: now, msPlayed };
        mind.remember(piece, now);
        now += msPlayed + (random.uniform() < 0.05 ? random.below(4 * MINUTE) : random.below(1500));
      }
      free = now;
    }
  }
}

function howLong(random: SeededRandom, lengthMs: number, mode: Mode): number {
  const chance = random.uniform();
  if (chance < (mode === 'exploring' ? 0.25 : 0.06)) return 1_000 + random.below(27_000);
  if (chance > 0.95) return 31_000 + random.below(lengthMs - 31_000);
  return lengthMs;
}
