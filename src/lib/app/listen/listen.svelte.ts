import type { Song } from '$lib/history/index.ts';
import { isGenerated } from '$lib/catalogue/index.ts';
import { arrange, type HeardSong, rememberedOn, verdictsAt } from '$lib/recommender/index.ts';
import type { Earshot } from '../earshot.svelte.ts';
import { explain } from '../problems.ts';
import { dayNumber } from '../reasons.ts';
import {
  hidingVerdicts,
  keysOf,
  type Listed,
  NO_LIFTS,
  recommendedSong,
  rememberedRow,
  similarSong
} from './listed.ts';
import { describeWeekPart, weekPartAt } from './moment.ts';
import { type ListWishes, onWishesChanged, readWishes, writeWishes } from './wishes.ts';

/** Songs to rediscover that are shown at once. */
const REMEMBERED = 6;
/** The first places of the list: where the time of the week must change something to be named. */
const LOOKED_AT = 30;
/** The list waits so long for what the worker finds in the plays; then it is shown without, ms. */
const PATIENCE = 700;

/** The list of the Listen page: the recommender's, arranged by what the listener wants. */
export class ListenState {
  wishes: ListWishes;
  /** The song that the list is to go with. */
  pinned = $state.raw<{ song: Song; songs: readonly Listed[] } | undefined>();
  /** ms since epoch; the page sets it anew. */
  now = $state.raw(Date.now());
  /** False until the first answer about habits has come, or was waited for long enough. */
  ready = $state.raw(false);

  #loved = $state.raw<readonly HeardSong[]>([]);
  #lifts = $state.raw(NO_LIFTS);
  #asked = 0;

  readonly #earshot: Earshot;
  readonly #recommended = $derived.by(
    () =>
      this.#earshot.training.outcome?.recommendations
        .filter(({ song }) => this.#earshot.catalogue.on || !isGenerated(song.uri))
        .map(recommendedSong) ?? []
  );
  readonly #part = $derived(weekPartAt(this.now));
  readonly #feedback = $derived.by(() => this.#earshot.library.feedback);

  /** What the rows are made of, best first. */
  readonly listed = $derived(this.pinned?.songs ?? this.#recommended);
  /** "Saturday morning" */
  readonly when = $derived(describeWeekPart(this.#part));
  /** Songs once loved and long unheard; none beside songs that go with another one. */
  readonly remembered = $derived.by(() => {
    if (this.pinned || !this.ready) return [];
    const day = { day: dayNumber(this.now), now: this.now, count: REMEMBERED };
    return rememberedOn(this.#loved, this.#feedback, day).map(rememberedRow);
  });

  readonly #withContext = $derived.by(() => this.#arrange(this.#lifts));
  readonly #withoutContext = $derived.by(() => this.#arrange(NO_LIFTS));
  readonly rows = $derived.by(() => (this.wishes.context ? this.#withContext : this.#withoutContext));
  /** Whether the time of the week changes the songs that one looks at, or would. */
  readonly contextMatters = $derived.by(() => {
    if (this.#lifts.size === 0) return false;
    const without = this.#withoutContext;
    const first = this.#withContext.slice(0, LOOKED_AT);
    return first.some(({ candidate }, i) => candidate.song.key !== without[i]?.candidate.song.key);
  });

  /** Verdicts that keep songs of this list out of sight. */
  readonly hiding = $derived(hidingVerdicts(this.#feedback, this.listed, this.now));
  readonly liked = $derived(verdictsAt(this.#feedback, this.now).liked);

  constructor(earshot: Earshot) {
    this.#earshot = earshot;
    this.wishes = $state.raw(readWishes(earshot.settings));
  }

  /** Follows what other tabs wish. Returns what stops it. */
  follow(): () => void {
    return onWishesChanged(() => {
      this.wishes = readWishes(this.#earshot.settings);
    });
  }

  wish(changes: Partial<ListWishes>): void {
    this.wishes = { ...this.wishes, ...changes };
    writeWishes(this.#earshot.settings, this.wishes);
  }

  /** Looks into the plays for the habits that bear on the list. What it depends on, it reads before it waits. */
  async learnHabits(): Promise<void> {
    const number = ++this.#asked;
    const keys = this.#recommended.map(({ song }) => song.key);
    const query = { part: this.#part, keys };
    if (keys.length === 0) return;
    const patience = setTimeout(() => {
      this.ready = true;
    }, PATIENCE);
    try {
      const { loved, lifts } = await this.#earshot.historyThread.ask((remote) => remote.habits(query));
      if (number === this.#asked) {
        this.#loved = loved;
        this.#lifts = lifts;
      }
    } catch {
      // The list is there without them, too.
    }
    clearTimeout(patience);
    this.ready = true;
  }

  /** Shows the songs that go with this one. @returns false where there are none. */
  async pin(song: Song): Promise<boolean> {
    try {
      const similar = await this.#earshot.historyThread.ask((remote) => remote.songsLike({ key: song.key }));
      if (similar.length === 0) return false;
      this.pinned = { song, songs: similar.map((other) => similarSong(song, other)) };
    } catch (error) {
      this.#earshot.notices.show({ text: explain(error) });
    }
    return true;
  }

  unpin(): void {
    this.pinned = undefined;
  }

  #arrange(lifts: ReadonlyMap<string, number>) {
    return arrange(this.listed, this.#feedback, this.wishes, {
      now: this.now,
      // Nothing is tried among songs that go with another one, and habits were asked of the recommended alone.
      day: this.pinned ? undefined : dayNumber(this.now),
      lifts: this.pinned ? NO_LIFTS : lifts,
      elsewhere: keysOf(this.remembered)
    });
  }
}
