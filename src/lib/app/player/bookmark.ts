import type { Entry, Listened } from '$lib/player/index.ts';
import * as v from 'valibot';

/** A setting, see `../settings.ts`: small, and written at once even when the page is about to go. */
const KEY = 'earshot-place';
/** A tab that is killed loses at most so many seconds. */
const STEP = 5;

const schema = v.object({
  key: v.pipe(v.number(), v.safeInteger()),
  piece: v.pipe(v.string(), v.maxLength(500)),
  seconds: v.pipe(v.number(), v.finite(), v.minValue(0)),
  heard: v.optional(
    v.object({ startedAt: v.number(), msPlayed: v.pipe(v.number(), v.finite(), v.minValue(0)) })
  )
});

/** Where a piece is, and what was heard of it so far. */
export interface Place {
  seconds: number;
  heard: Listened | undefined;
}

const BEGINNING: Place = { seconds: 0, heard: undefined };

/** Keeps the place in the piece that plays, so that it goes on there after the page is opened again. */
export class Bookmark {
  #written: { key: number; seconds: number } | undefined;

  constructor(private readonly storage: Pick<Storage, 'getItem' | 'setItem'>) {}

  /** The place that is kept of an entry of the queue; its beginning where that is another one's. */
  find({ key, piece }: Entry): Place {
    const parsed = v.safeParse(schema, this.#read());
    if (!parsed.success || parsed.output.key !== key || parsed.output.piece !== piece) return BEGINNING;
    const { seconds, heard } = parsed.output;
    return { seconds, heard: heard && { piece, ...heard } };
  }

  /** To be called now and then: writes what has moved on far enough. */
  follow(entry: Entry, place: Place): void {
    const { key, seconds } = this.#written ?? {};
    if (key !== entry.key || Math.abs(place.seconds - (seconds ?? 0)) >= STEP) this.put(entry, place);
  }

  put({ key, piece }: Entry, { seconds, heard }: Place): void {
    this.#written = { key, seconds };
    const kept = heard && { startedAt: heard.startedAt, msPlayed: heard.msPlayed };
    this.storage.setItem(KEY, JSON.stringify({ key, piece, seconds, heard: kept }));
  }

  #read(): unknown {
    try {
      return JSON.parse(this.storage.getItem(KEY) ?? 'null');
    } catch {
      return undefined;
    }
  }
}
