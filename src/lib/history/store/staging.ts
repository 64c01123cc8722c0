import type { Row } from '../importers/importer.ts';
import { MAX_EVENTS } from '../limits.ts';
import { Refused } from '../reading/problem.ts';
import { SOURCES, type Source } from '../sources.ts';
import { type Events, SKIPPED, allocateEvents, copyEvents, headOf } from './events.ts';
import { TrackTable, type Variant } from './tracks.ts';

/** Events are staged in blocks: one long column would have to be copied whenever it grows. */
const BLOCK_EVENTS = 32 * 1024;

interface Block {
  events: Events;
  /** By event: which file it came from. */
  readonly file: Uint32Array<ArrayBuffer>;
  length: number;
}

/** What was staged, in a form that can be sent to another thread. */
export interface Staged {
  blocks: readonly Readonly<Block>[];
  variants: readonly Variant[];
}

/** Events read but not saved: in memory, so that an import that ends early leaves nothing behind. */
export class Staging {
  readonly tracks = new TrackTable();
  readonly #blocks: Block[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** @throws Refused when there are more events than an import can hold. */
  add(row: Row, source: Source, file: number): void {
    if (this.#length >= MAX_EVENTS) {
      throw new Refused(
        'too_many',
        'There are more than three million plays in these files, more than Earshot takes in at once. The rest were not read.'
      );
    }
    let block = this.#blocks.at(-1);
    if (!block || block.length === block.file.length) block = this.#open();
    const { events } = block;
    const at = block.length++;
    events.startedAt[at] = row.startedAt;
    events.msPlayed[at] = row.msPlayed;
    events.track[at] = this.tracks.intern(row.artist, row.title, row.album, row.uri);
    events.source[at] = SOURCES.indexOf(row.source ?? source);
    events.flags[at] = row.skipped ? SKIPPED : 0;
    block.file[at] = file;
    this.#length++;
  }

  /** Adds what was staged elsewhere, behind what is here. @param firstFile the number of its first file here. */
  append({ blocks, variants }: Staged, firstFile: number): void {
    const numbers = this.tracks.numbersOf(variants);
    for (const block of blocks) {
      const { track } = block.events;
      for (let at = 0; at < block.length; at++) {
        track[at] = numbers[track[at] ?? 0] ?? 0;
        block.file[at] = (block.file[at] ?? 0) + firstFile;
      }
      this.#blocks.push(block);
      this.#length += block.length;
    }
  }

  /** Everything that is staged. */
  pack(): Staged {
    return { blocks: this.#blocks, variants: this.tracks.slice(0) };
  }

  /**
   * All events in the order they were added, with the numbers that the tracks have in another table, to which new ones
   * are added. To be called once: what is taken is let go block by block, for there are tens of megabytes of it.
   * @param origin of all of them, see `OriginTable`.
   */
  takeEvents(table: TrackTable, origin: number): Events {
    const all = allocateEvents(this.#length);
    const numbers = table.numbersOf(this.tracks.slice(0));
    let at = 0;
    for (const block of this.#blocks) {
      copyEvents(headOf(block.events, block.length), all, at);
      at += block.length;
      // The report still asks for the flags.
      block.events = { ...allocateEvents(0), flags: block.events.flags };
    }
    all.origin.fill(origin);
    for (let event = 0; event < this.#length; event++) all.track[event] = numbers[all.track[event] ?? 0] ?? 0;
    return all;
  }

  /** Tells of each event, in the same order, which file it came from and whether it is a skip. */
  forEach(tell: (event: number, file: number, skipped: boolean) => void): void {
    let event = 0;
    for (const { events, file, length } of this.#blocks) {
      for (let at = 0; at < length; at++) tell(event++, file[at] ?? 0, events.flags[at] === SKIPPED);
    }
  }

  #open(): Block {
    const block = { events: allocateEvents(BLOCK_EVENTS), file: new Uint32Array(BLOCK_EVENTS), length: 0 };
    this.#blocks.push(block);
    return block;
  }
}
