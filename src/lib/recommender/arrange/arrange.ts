import type { Feedback } from '../../history/index.ts';
import { type Candidate, familiarities } from './candidate.ts';
import { inOrder, type Weighed } from './order.ts';
import { verdictsAt } from './verdicts.ts';

/** Shares of the list's length by which a song moves: a liked one up, one by an artist that is wanted less down. */
const LIKED = 0.1;
const LESS = -0.5;
/** The most that the time of day moves a song, up or down. */
const CONTEXT = 0.15;
/** A song that the slider lifts by so many places is there to explore. */
const LIFTED = 10;

/** What the listener wants of the list as a whole. */
export interface Wishes {
  /** -1 = familiar songs first, 0 = as the recommender ranks them, 1 = new ones first. */
  novelty: number;
}

/** What else bears on the list. */
export interface ListMoment {
  /** ms since epoch. */
  now: number;
  /** Number of the day, from which the songs to explore are drawn; undefined = none are. */
  day: number | undefined;
  /** By song key: how much more than usual it is heard at such a time of the week, -1 ... 1. */
  lifts: ReadonlyMap<string, number>;
  /** Keys of songs that are shown elsewhere on the page. */
  elsewhere: ReadonlySet<string>;
}

/** What moved a song, and by which share of the list's length: above 0 up, below 0 down. */
export interface Effect {
  cause: 'like' | 'less-of-artist' | 'novelty' | 'context';
  share: number;
}

export interface Row<C extends Candidate> {
  candidate: C;
  /** In the recommender's own list, from 0. */
  place: number;
  effects: Effect[];
  /** Why it is there to explore, where it is. `slot` = one place in eight; `slider` = the wish for new. */
  exploring: 'slot' | 'slider' | undefined;
}

/**
 * The list that is shown, made of the recommender's.
 *
 * 1. Hidden songs and those shown elsewhere are left out.
 * 2. Each song's place is moved: by the slider, up to the list's whole length; by the time of day, up to 15 % of it; a
 *    liked song 10 % up; songs by an artist that is wanted less 50 % down.
 * 3. Every eighth place is given to a song of the recommender's second half, drawn anew each day.
 * 4. No artist comes twice in a row where that can be avoided; the songs in between move back as little as needed.
 *
 * The same arguments give the same list. The further the slider is towards new, the less familiar the first ten are
 * on average, and never the other way.
 * @param candidates the recommender's list, best first
 */
export function arrange<C extends Candidate>(
  candidates: readonly C[],
  feedback: readonly Feedback[],
  { novelty }: Wishes,
  { now, day, lifts, elsewhere }: ListMoment
): Row<C>[] {
  const { hidden, liked, lessOf } = verdictsAt(feedback, now);
  const known = familiarities(candidates);
  const last = Math.max(1, candidates.length - 1);
  const songs = candidates
    .map((candidate, place) => {
      const { song, artist } = candidate;
      const effects: Effect[] = [
        { cause: 'novelty', share: novelty * (1 - 2 * (known[place] ?? 0)) },
        { cause: 'context', share: CONTEXT * (lifts.get(song.key) ?? 0) },
        { cause: 'like', share: liked.has(song.key) ? LIKED : 0 },
        { cause: 'less-of-artist', share: lessOf.has(artist) ? LESS : 0 }
      ];
      const value = effects.reduce((sum, { share }) => sum + share, 1 - place / last);
      const unmoved = value - (effects[0]?.share ?? 0);
      return {
        candidate,
        song,
        artist: candidate.apart ?? artist,
        place,
        effects: effects.filter(({ share }) => share !== 0),
        value,
        unmoved
      };
    })
    .filter(({ song }) => !elsewhere.has(song.key));
  const isHidden = ({ song }: Weighed) => hidden.has(song.key);
  const { list, tried } = inOrder(songs, isHidden, { day, halfway: candidates.length / 2 });
  const lifted = liftedBySlider(
    list.filter((song) => !tried.has(song)),
    novelty
  );
  return list.map((song) => ({
    candidate: song.candidate,
    place: song.place,
    effects: song.effects,
    exploring: tried.has(song) ? 'slot' : lifted.has(song) ? 'slider' : undefined
  }));
}

/** The songs that would stand `LIFTED` places further down with the slider in the middle. */
function liftedBySlider<S extends Weighed & { unmoved: number }>(
  songs: readonly S[],
  novelty: number
): ReadonlySet<S> {
  if (novelty <= 0) return new Set();
  const ranks = (of: (song: S) => number) =>
    new Map(songs.toSorted((a, b) => of(b) - of(a) || a.place - b.place).map((song, rank) => [song, rank]));
  const now = ranks(({ value }) => value);
  const before = ranks(({ unmoved }) => unmoved);
  return new Set(songs.filter((song) => (before.get(song) ?? 0) - (now.get(song) ?? 0) >= LIFTED));
}
