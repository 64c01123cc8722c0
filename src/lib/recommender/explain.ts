import type { Song } from '../history/index.ts';
import { lastPlays, playCounts, SITTING, type Moment, type PlaySequence } from './sequence.ts';
import type { Reason, SongPast } from './types.ts';

/** Recent plays that are considered as a cause. */
const RECENT = 10;
/** Below this many times, "you often play it after" would be a coincidence. */
const OFTEN = 3;

/** Facts about the past of each recommended song, and which of them made its score. */
export class Explainer {
  readonly #counts: Float64Array;
  readonly #last: Int32Array;
  readonly #followers: Map<number, Map<number, number>>;

  constructor(
    private readonly songs: readonly Song[],
    private readonly sequence: PlaySequence,
    private readonly moment: Moment
  ) {
    this.#counts = playCounts(sequence, moment.known);
    this.#last = lastPlays(sequence, moment.known);
    this.#followers = transitions(sequence, moment.known, this.#recentSongs());
  }

  /** The plain fact of a song's own past: how often, and when last. */
  returning(song: number): Reason {
    return { kind: 'returning', ...this.#past(song) };
  }

  /**
   * Reasons for songs that the network put forward: each recent play is taken away in turn (occlusion; Zeiler and
   * Fergus 2014), and the one whose absence lowers a song's lead over the rest of the list most is its reason. (The
   * play before now moves the whole list; that says nothing about why this song stands in it rather than another.)
   * @param withoutPlay scores of every song as if play number `position` had not been heard
   */
  async because(
    recommended: readonly number[],
    scores: Float32Array,
    withoutPlay: (position: number) => Promise<Float32Array>
  ): Promise<Map<number, Reason>> {
    const best = new Map<number, { drop: number; position: number }>();
    for (const position of this.#recentPositions()) {
      const without = await withoutPlay(position);
      const drops = recommended.map((song) => (scores[song] ?? 0) - (without[song] ?? 0));
      const usual = drops.reduce((sum, drop) => sum + drop, 0) / drops.length;
      for (const [i, song] of recommended.entries()) {
        const drop = (drops[i] ?? 0) - usual;
        if (drop > (best.get(song)?.drop ?? 0)) best.set(song, { drop, position });
      }
    }
    return new Map(recommended.map((song) => [song, this.#reason(song, best.get(song)?.position)]));
  }

  #reason(song: number, position: number | undefined): Reason {
    const cause = position === undefined ? undefined : this.sequence.song[position];
    const causeSong = cause === undefined ? undefined : this.songs[cause];
    // No recent play speaks for it, or it speaks for itself: its own past is the reason.
    if (position === undefined || cause === undefined || !causeSong || cause === song)
      return this.returning(song);
    const playedAt = this.sequence.at[position] ?? 0;
    const times = this.#followers.get(cause)?.get(song) ?? 0;
    return times >= OFTEN
      ? { kind: 'follows', after: causeSong, afterPlayedAt: playedAt, times, ...this.#past(song) }
      : { kind: 'because', song: causeSong, playedAt, ...this.#past(song) };
  }

  #past(song: number): SongPast {
    const last = this.#last[song] ?? -1;
    return { plays: this.#counts[song] ?? 0, lastPlayedAt: this.sequence.at[last] ?? 0 };
  }

  #recentPositions(): number[] {
    const { known } = this.moment;
    return Array.from({ length: Math.min(RECENT, known) }, (_, i) => known - 1 - i);
  }

  #recentSongs(): Set<number> {
    return new Set(this.#recentPositions().map((position) => this.sequence.song[position] ?? 0));
  }
}

/** How often each song came directly after each of `from`, within one sitting. */
function transitions(
  { song, at }: PlaySequence,
  known: number,
  from: ReadonlySet<number>
): Map<number, Map<number, number>> {
  const counts = new Map<number, Map<number, number>>([...from].map((first) => [first, new Map()]));
  for (let i = 0; i + 1 < known; i++) {
    const followers = counts.get(song[i] ?? -1);
    const next = song[i + 1] ?? 0;
    if (followers && (at[i + 1] ?? 0) - (at[i] ?? 0) < SITTING)
      followers.set(next, (followers.get(next) ?? 0) + 1);
  }
  return counts;
}

/** The songs with the highest scores, best first; ties by song number, so that the order is always the same. */
export function topSongs(scores: Float32Array, count: number): number[] {
  return Array.from(scores.keys())
    .filter((song) => (scores[song] ?? -Infinity) > -Infinity)
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
    .slice(0, count);
}
