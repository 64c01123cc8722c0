import type { History } from '../../../src/lib/history/index.ts';
import { type FileReport, type Listening, REJECT_REASONS } from '../../../src/lib/history/types.ts';
import { noContents } from '../../../src/lib/history/store/contents.ts';
import { concatEvents } from '../../../src/lib/history/store/events.ts';
import type { Row } from '../../../src/lib/history/importers/importer.ts';
import { toRows } from '../../../src/lib/history/store/plays.ts';
import { merge } from '../../../src/lib/history/store/merge.ts';
import { toListening } from '../../../src/lib/history/store/songs.ts';
import { type Expected } from '../../fixtures/spotify.ts';

/** A history without a database: imports are merged and kept in memory. */
export class InMemoryHistory implements Pick<History, 'save'> {
  #contents = noContents();
  #imports = 0;

  save: History['save'] = (staging, describe) => {
    const { tracks, origins } = this.#contents;
    const added = staging.takeEvents(tracks, origins.intern([++this.#imports]));
    const { events, fates } = merge(this.#contents.events, added, this.#contents);
    this.#contents = { ...this.#contents, events };
    return Promise.resolve(describe(fates));
  };

  /** Takes imports back, by their number. */
  remove(...imports: number[]): void {
    this.#contents = { ...this.#contents, removed: new Set(imports) };
    const { events } = merge(this.#contents.events, concatEvents([]), this.#contents);
    this.#contents = { ...this.#contents, events };
  }

  listening(): Listening {
    return toListening(this.#contents.events, this.#contents.tracks);
  }

  rows(): Row[] {
    return [...toRows(this.#contents.events, this.#contents.tracks)];
  }
}

export function jsonFile(name: string, content: unknown): File {
  return new File([typeof content === 'string' ? content : JSON.stringify(content)], name);
}

/** The reports' counts, added up, in the form in which the fixtures say what to expect. */
export function counts(files: readonly FileReport[]): Omit<Expected, 'nearDuplicates'> {
  const sum = {
    records: 0,
    plays: 0,
    skips: 0,
    rejected: { malformed: 0, not_music: 0, no_title: 0, private: 0, duplicate: 0 }
  };
  for (const file of files) {
    sum.records += file.records;
    sum.plays += file.plays;
    sum.skips += file.skips;
    for (const reason of REJECT_REASONS) sum.rejected[reason] += file.rejected[reason];
  }
  return sum;
}

/** The same without what only the fixtures know. */
export function expectedCounts({
  records,
  plays,
  skips,
  rejected
}: Expected): Omit<Expected, 'nearDuplicates'> {
  return { records, plays, skips, rejected };
}

export function problemCodes(files: readonly FileReport[]): string[] {
  return files.flatMap(({ problems }) => problems.map(({ code }) => code));
}
