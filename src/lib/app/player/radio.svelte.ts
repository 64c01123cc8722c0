import { pieceAt } from '$lib/catalogue/index.ts';
import type { Feedback } from '$lib/history/index.ts';
import { drawPieces, lineOf, NO_PAST, type Queue, recommend, type Track } from '$lib/player/index.ts';
import { type Recommendation, verdictsAt } from '$lib/recommender/index.ts';
import type { Earshot } from '../earshot.svelte.ts';
import { dayNumber, describeReason } from '../reasons.ts';
import {
  FAMILY_KEYS,
  judgesOtherwise,
  NO_PASTS,
  pastsOf,
  piecesAmong,
  standing,
  together
} from './families.ts';
import { describePick, describeSeldom } from './picks.ts';

/** Pieces that stand behind the listener's own. */
const AHEAD = 8;

/** What the recommender puts behind the listener's queue. */
export class Radio {
  /** By family, from the history and from what was said. */
  #pasts = $state.raw(NO_PASTS);

  constructor(private readonly earshot: Earshot) {}

  /** Looks into the history. @returns whether something speaks for or against a family that did not before. */
  async learn(feedback: readonly Feedback[]): Promise<boolean> {
    const heard = await this.earshot.historyThread
      .ask((remote) => remote.playsOfArtists(FAMILY_KEYS))
      .catch(() => undefined);
    const before = this.#pasts;
    this.#pasts = pastsOf(heard, verdictsAt(feedback, Date.now()));
    return judgesOtherwise(before, this.#pasts);
  }

  /** The queue, filled up. @param afresh whether what was added before is to go */
  fill(queue: Queue, { afresh }: { afresh: boolean }): Queue {
    const former = queue.upcoming.slice(lineOf(queue)).map(({ piece }) => piece);
    const hidden = piecesAmong(verdictsAt(this.earshot.library.feedback, Date.now()).hidden);
    const stays = afresh ? [] : former.filter((id) => !hidden.has(id));
    const drawn = drawPieces({
      pasts: this.#pasts,
      recommended: this.#recommendations().flatMap(({ song }) => pieceAt(song.uri)?.id ?? []),
      without: together(hidden, standing(queue), stays),
      seed: 1000 * dayNumber(Date.now()) + queue.played.length,
      count: Math.max(0, AHEAD - stays.length)
    });
    const pieces = [...stays, ...drawn];
    return pieces.join() === former.join() ? queue : recommend(queue, pieces);
  }

  /** What comes less often than by chance, and why. */
  get seldom(): string | undefined {
    return describeSeldom(this.#pasts);
  }

  /** Why a piece stands there, in one line. */
  reasonFor(track: Track): string {
    const listed = this.#recommendations().find(({ song }) => song.uri === track.uri);
    if (listed) return describeReason(listed.reason, Date.now());
    return describePick(track, (track.family && this.#pasts.get(track.family)) ?? NO_PAST);
  }

  #recommendations(): readonly Recommendation[] {
    return this.earshot.training.outcome?.recommendations ?? [];
  }
}
