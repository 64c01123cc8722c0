import { FAMILIES, FAMILY_IDS, type FamilyId, allPieces } from '$lib/catalogue/index.ts';
import { artistKey, songKey } from '$lib/history/index.ts';
import {
  drawPieces,
  lineOf,
  NO_PAST,
  type Pasts,
  type Queue,
  recommend,
  pieceOfSong,
  type Track
} from '$lib/player/index.ts';
import { verdictsAt } from '$lib/recommender/index.ts';
import type { Earshot } from '../earshot.svelte.ts';
import { dayNumber } from '../reasons.ts';
import { describePick, describeSeldom } from './picks.ts';

/** Pieces that stand behind the listener's own. */
const AHEAD = 8;
/** Pieces that do not come again so soon. */
const JUST_PLAYED = 60;

/** What the recommender puts behind the listener's queue. */
export class Radio {
  /** By family, from the history and from what was said. */
  pasts = $state.raw<Pasts>(new Map());

  readonly #keys = new Map(
    allPieces().map(({ id, family, title }) => [keyOf(family, title), { id, family }])
  );

  constructor(private readonly earshot: Earshot) {}

  /** Looks into the history. @returns whether something speaks more for or against a family than before. */
  async learn(): Promise<boolean> {
    const before = this.pasts;
    const { liked, lessOf } = this.#verdicts();
    const keys = FAMILY_IDS.map((family) => artistKey(FAMILIES[family].name));
    const heard = await this.earshot.historyThread
      .ask((remote) => remote.playsOfArtists(keys))
      .catch(() => undefined);
    const likes = [...liked].map((key) => this.#keys.get(key)?.family);
    this.pasts = new Map(
      FAMILY_IDS.map((family, i) => {
        const { plays: played = 0, skips: skipped = 0 } = heard?.get(keys[i] ?? '') ?? {};
        const count = likes.filter((other) => other === family).length;
        return [family, { played, skipped, liked: count, less: lessOf.has(keys[i] ?? '') }];
      })
    );
    return FAMILY_IDS.some((family) => verdict(before, family) !== verdict(this.pasts, family));
  }

  /** The queue, filled up. @param afresh whether what was added before is to go */
  fill(queue: Queue, { afresh }: { afresh: boolean }): Queue {
    const former = queue.upcoming.slice(lineOf(queue)).map(({ piece }) => piece);
    const { hidden } = this.#verdicts();
    const out = new Set([...hidden].flatMap((key) => this.#keys.get(key)?.id ?? []));
    const stays = afresh ? [] : former.filter((id) => !out.has(id));
    const own = queue.upcoming.slice(0, lineOf(queue));
    for (const { piece } of [...queue.played.slice(-JUST_PLAYED), ...own]) out.add(piece);
    for (const piece of [queue.current?.piece, ...stays]) if (piece !== undefined) out.add(piece);
    const drawn = drawPieces({
      pasts: this.pasts,
      recommended: this.#recommended(),
      without: out,
      seed: 1000 * dayNumber(Date.now()) + queue.played.length,
      count: Math.max(0, AHEAD - stays.length)
    });
    const pieces = [...stays, ...drawn];
    return pieces.join() === former.join() ? queue : recommend(queue, pieces);
  }

  /** What comes less often than by chance, and why. */
  get seldom(): string | undefined {
    return describeSeldom(this.pasts);
  }

  /** Why a piece stands there, in one line. */
  reasonFor(track: Track): string {
    const listed = this.#recommended().includes(track.id);
    return describePick(track, this.pasts.get(track.family) ?? NO_PAST, listed);
  }

  #recommended(): string[] {
    const { recommendations = [] } = this.earshot.training.outcome ?? {};
    return recommendations.flatMap(({ song }) => pieceOfSong(song) ?? []);
  }

  #verdicts() {
    return verdictsAt(this.earshot.library.feedback, Date.now());
  }
}

function keyOf(family: FamilyId, title: string): string {
  return songKey(FAMILIES[family].name, title);
}

/** What speaks for or against a family beyond its being played. */
function verdict(pasts: Pasts, family: FamilyId): string {
  const { skipped, liked, less } = pasts.get(family) ?? NO_PAST;
  return `${skipped} ${liked} ${less}`;
}
