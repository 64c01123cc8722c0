import { pieceAt } from '$lib/catalogue/index.ts';
import { isFileId } from '$lib/files/index.ts';
import type { Feedback } from '$lib/history/index.ts';
import {
  familyGroups,
  type Group,
  lastOwn,
  NO_PAST,
  type Queue,
  refill,
  type Track
} from '$lib/player/index.ts';
import { type Recommendation, type Verdicts, verdictsAt } from '$lib/recommender/index.ts';
import type { Earshot } from '../earshot.svelte.ts';
import { dayNumber, describeReason } from '../reasons.ts';
import { FAMILY_KEYS, judgesOtherwise, NO_PASTS, pastsOf, piecesAmong } from './families.ts';
import { fileGroups } from './file-groups.ts';
import { describePick, describeSeldom } from './picks.ts';

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
    const verdicts = verdictsAt(this.earshot.library.feedback, Date.now());
    return refill(queue, {
      groups: this.#groupsAfter(lastOwn(queue), verdicts),
      recommended: this.#recommendations().flatMap(({ song }) => this.#playable(song) ?? []),
      hidden: piecesAmong(verdicts.hidden),
      afresh,
      seed: 1000 * dayNumber(Date.now()) + queue.played.length
    });
  }

  /** What comes less often than by chance, and why. */
  get seldom(): string | undefined {
    return describeSeldom(this.#pasts);
  }

  /** Why a piece stands there, in one line. */
  reasonFor(track: Track): string {
    const listed = this.#recommendations().find(({ song }) => this.#playable(song) === track.id);
    if (listed) return describeReason(listed.reason, Date.now());
    if (!track.family) return 'One of your files';
    return describePick(track, this.#pasts.get(track.family) ?? NO_PAST);
  }

  /** What goes on after a piece: after a file the listener's files, where there is another one, and else the catalogue. */
  #groupsAfter(last: string | undefined, verdicts: Verdicts): readonly Group[] {
    const { files, catalogue } = this.earshot;
    if (files && last !== undefined && isFileId(last)) {
      const groups = fileGroups(
        files.list.filter(({ id }) => files.standing.here.has(id)),
        verdicts
      );
      if (groups.some(({ pieces }) => pieces.some((id) => id !== last))) return groups;
    }
    return catalogue.on ? familyGroups(this.#pasts) : [];
  }

  /** Id of what can be played of a song. */
  #playable({ key, uri }: Recommendation['song']): string | undefined {
    return pieceAt(uri)?.id ?? this.earshot.files?.playable(key);
  }

  #recommendations(): readonly Recommendation[] {
    return this.earshot.training.outcome?.recommendations ?? [];
  }
}
