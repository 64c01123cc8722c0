import type { Row } from '../importers/importer.ts';
import { MAX_EVENTS } from '../limits.ts';
import { Refused } from '../reading/problem.ts';
import { SOURCES, type Source } from '../sources.ts';
import { type Events, SKIPPED, allocateEvents, copyEvents, sliceEvents } from './events.ts';
import { TrackTable } from './tracks.ts';

/** Events read but not saved: in memory, so that an import that ends early leaves nothing behind. */
export class Staging {
  readonly tracks = new TrackTable();
  #events = allocateEvents(4096);
  /** By event: which file it came from. */
  #file = new Uint32Array(4096);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** @throws Refused when there are more events than an import can hold. */
  add(row: Row, source: Source, file: number): void {
    const at = this.#length;
    if (at >= MAX_EVENTS) {
      throw new Refused(
        'too_many',
        'There are more than three million plays in these files, more than Earshot takes in at once. The rest were not read.'
      );
    }
    if (at === this.#file.length) this.#grow();
    const events = this.#events;
    events.startedAt[at] = row.startedAt;
    events.msPlayed[at] = row.msPlayed;
    events.track[at] = this.tracks.intern(row.artist, row.title, row.album, row.uri);
    events.source[at] = SOURCES.indexOf(row.source ?? source);
    events.flags[at] = row.skipped ? SKIPPED : 0;
    this.#file[at] = file;
    this.#length++;
  }

  /** All events so far, in the order they were added. */
  events(): Events {
    return sliceEvents(this.#events, 0, this.#length);
  }

  /**
   * The same with the numbers that the tracks have in another table, to which new ones are added.
   * @param origin of all of them, see `OriginTable`.
   */
  eventsFor(table: TrackTable, origin: number): Events {
    const events = this.events();
    events.origin.fill(origin);
    const numbers = this.tracks
      .slice(0)
      .map(({ artist, title, album, uri }) => table.intern(artist, title, album, uri));
    return { ...events, track: events.track.map((track) => numbers[track] ?? 0) };
  }

  fileOf(event: number): number {
    return this.#file[event] ?? 0;
  }

  #grow(): void {
    const events = allocateEvents(2 * this.#length);
    copyEvents(this.#events, events, 0);
    this.#events = events;
    const file = new Uint32Array(2 * this.#length);
    file.set(this.#file);
    this.#file = file;
  }
}
