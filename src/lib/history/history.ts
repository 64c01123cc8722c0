import { Database, withLock } from '../storage/index.ts';
import { type Change, NO_EVENTS, NO_SUMMARY, changeContents, readContents } from './store/contents.ts';
import { merge } from './store/merge.ts';
import { type HistorySchema, migrations } from './store/schema.ts';
import { summarize, toListening } from './store/songs.ts';
import { Staging } from './store/staging.ts';
import { toPlay, visibleRows } from './store/plays.ts';
import { TrackTable } from './store/tracks.ts';
import { tellHistoryChanged } from './changes.ts';
import type { FileReport, HistorySummary, HistoryView, ImportRecord, Listening, Play } from './types.ts';

/**
 * What this device knows of the listener. Opens its database on first use; any number of these may be open, in any
 * tabs and workers. Every method throws StorageError where the browser does not let it read or write.
 */
export class History {
  readonly #database: Database<HistorySchema>;

  constructor({ name = 'earshot-history' }: { name?: string } = {}) {
    this.#database = new Database(name, migrations);
  }

  async summary(): Promise<HistorySummary> {
    const stored = await this.#database.use((db) => db.get('meta', 'summary'));
    return !stored || stored.plays + stored.skips === 0 ? NO_SUMMARY : stored;
  }

  /** All events as columns: tens of megabytes for a million plays, so keep what you need of it, not this. */
  async listening(): Promise<Listening> {
    const { events, tracks } = await this.#read();
    return toListening(events, tracks);
  }

  /** What lists and charts need: everything visible, and which of it is kept out of taste. */
  async view(): Promise<HistoryView> {
    const [{ revision }, { events, tracks }] = await Promise.all([this.summary(), this.#read()]);
    const listening = toListening(events, tracks);
    const rows = visibleRows(events);
    return {
      revision,
      listening,
      excluded: new Uint8Array(rows.length),
      play: (row) => toPlay(events, tracks, rows[row] ?? 0)
    };
  }

  /** All events in time order, one object each: for exports, not for computing. */
  async plays(): Promise<Play[]> {
    const { events, tracks } = await this.#read();
    return Array.from(visibleRows(events), (row) => toPlay(events, tracks, row));
  }

  /** Newest first. */
  async imports(): Promise<ImportRecord[]> {
    const records = await this.#database.use(async (db) => {
      const transaction = db.transaction('imports');
      const [ids, values] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()]);
      return values.map((value, i) => ({ id: ids[i] ?? 0, ...value }));
    });
    return records.reverse();
  }

  /**
   * Adds what an import has staged, in one transaction; the first real events replace the sample listener.
   * @param describe makes the import's reports from what became of each event, see `merge`.
   * @throws the signal's reason, with nothing stored, when it comes before the end.
   */
  async save(
    staging: Staging,
    describe: (fates: Uint8Array) => FileReport[],
    signal?: AbortSignal
  ): Promise<FileReport[]> {
    return await this.#change(signal, async (change) => {
      const before = (await change.transaction.objectStore('meta').get('summary')) ?? NO_SUMMARY;
      const replace = before.sample && staging.length > 0;
      const fates = await this.#merge(change, staging, before, {
        replace,
        sample: before.sample && !replace
      });
      const files = describe(fates);
      if (files.some(({ records }) => records > 0)) change.addImport({ importedAt: Date.now(), files });
      return files;
    });
  }

  /** Shows an invented listener, instead of an earlier one; does nothing once there are real plays. */
  async addSample(seed: number): Promise<void> {
    // Its word lists are of no use to a page.
    const { sampleRows } = await import('./sample.ts');
    const staging = new Staging();
    for (const row of sampleRows(seed, Date.now())) staging.add(row, 'sample', 0);
    await this.#change(undefined, async (change) => {
      const before = (await change.transaction.objectStore('meta').get('summary')) ?? NO_SUMMARY;
      if (before.plays + before.skips > 0 && !before.sample) return;
      await this.#merge(change, staging, before, { replace: true, sample: true });
    });
  }

  /** Forgets the invented listener and what was hidden from it. Real plays stay. */
  async removeSample(): Promise<void> {
    await this.#change(undefined, async (change) => {
      const before = await change.transaction.objectStore('meta').get('summary');
      if (!before?.sample) return;
      change.clearPlays();
      change.putSummary({ ...NO_SUMMARY, revision: before.revision + 1 });
    });
  }

  /** Keys of the songs marked "Not for me". */
  async hidden(): Promise<Set<string>> {
    return new Set(await this.#database.use((db) => db.getAllKeys('hidden')));
  }

  async hide(key: string): Promise<void> {
    await this.#database.use((db) => db.put('hidden', { hiddenAt: Date.now() }, key));
    tellHistoryChanged();
  }

  async unhide(key: string): Promise<void> {
    await this.#database.use((db) => db.delete('hidden', key));
    tellHistoryChanged();
  }

  async close(): Promise<void> {
    await this.#database.close();
  }

  async #read() {
    return await this.#database.use((db) => readContents(db.transaction(['segments', 'tracks'])));
  }

  /** One change at a time, over all tabs: each merges with what the one before left. */
  async #change<T>(signal: AbortSignal | undefined, work: (change: Change) => Promise<T>): Promise<T> {
    let result: { value: T } | undefined;
    await withLock(
      this.#database.name,
      async () => {
        const value = await this.#database.use((db) => changeContents(db, signal, work));
        result = { value };
      },
      signal ? { signal } : {}
    );
    if (!result) throw new Error('the lock was not granted');
    tellHistoryChanged();
    return result.value;
  }

  /** Joins staged events with the stored ones, or with nothing if those are to be replaced. */
  async #merge(
    change: Change,
    staging: Staging,
    before: HistorySummary,
    { replace, sample }: { replace: boolean; sample: boolean }
  ): Promise<Uint8Array> {
    const stored = replace
      ? { events: NO_EVENTS, tracks: new TrackTable() }
      : await readContents(change.transaction);
    const { tracks } = stored;
    const knownTracks = tracks.size;
    const { events, fates, changedMonths } = merge(stored.events, staging.eventsFor(tracks), tracks);
    if (replace) change.clearPlays();
    if (changedMonths.size > 0 || replace) {
      change.putPlays({ events, tracks }, changedMonths, knownTracks);
      const summary = summarize(toListening(events, tracks), sample);
      change.putSummary({ ...summary, revision: before.revision + 1 });
    }
    return fates;
  }
}
