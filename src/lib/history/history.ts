import type { IDBPDatabase } from 'idb';
import { Database, withLock } from '../storage/index.ts';
import { tellHistoryChanged } from './changes.ts';
import { SKIP_BELOW_MS } from './limits.ts';
import type { SampleMusic } from './sample/music.ts';
import type { Change } from './store/change.ts';
import { type HistorySchema, migrations } from './store/schema.ts';
import type { Staging } from './store/staging.ts';
import { NO_SUMMARY } from './store/summary.ts';
import type {
  Exclusion,
  ExclusionRecord,
  Feedback,
  FileReport,
  HistorySummary,
  HistoryView,
  ImportRecord,
  Listening,
  OwnPlay,
  Play,
  PrivateSession
} from './types.ts';

/** What works on every event. Pages paint without it. */
const loadEvents = () => import('./store/all-events.ts');

/**
 * What this device knows of the listener. Opens its database on first use; any number of these may be open, in any
 * tabs and workers. Every method throws StorageError where the browser does not let it read or write.
 */
export class History {
  readonly #database: Database<HistorySchema>;
  readonly #givenZone: string | undefined;

  /** @param options.timeZone by which hours of the day are told; default: this device's. */
  constructor({ name = 'earshot-history', timeZone }: { name?: string; timeZone?: string } = {}) {
    this.#database = new Database(name, migrations);
    this.#givenZone = timeZone;
  }

  /** Looked up late: browsers take tens of milliseconds for their first, and a page's start would wait for it. */
  get #timeZone(): string {
    return this.#givenZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  async summary(): Promise<HistorySummary> {
    const stored = await this.#database.use((db) => db.get('meta', 'summary'));
    return !stored || stored.plays + stored.skips === 0 ? NO_SUMMARY : stored;
  }

  /** All events as columns: tens of megabytes for a million plays, so keep what you need of it, not this. */
  async listening(): Promise<Listening> {
    const { readAll, toListening } = await loadEvents();
    const { events, tracks } = await this.#database.use(readAll);
    return toListening(events, tracks);
  }

  /** The part of it that recommendations are learnt from: without what the listener keeps out of taste. */
  async taste(): Promise<Listening> {
    const { readWithTaste, toListening } = await loadEvents();
    const { events, tracks, rows, excluded } = await this.#database.use((db) =>
      readWithTaste(db, this.#timeZone)
    );
    const out = new Uint8Array(events.startedAt.length).fill(1);
    rows.forEach((row, i) => (out[row] = excluded[i] ?? 0));
    return toListening(events, tracks, (row) => out[row] === 0);
  }

  /** What lists and charts need: everything visible, and which of it is kept out of taste. */
  async view(): Promise<HistoryView> {
    const { readWithTaste, reachOf, toListening, toPlay } = await loadEvents();
    const { events, tracks, rows, excluded, revision } = await this.#database.use((db) =>
      readWithTaste(db, this.#timeZone)
    );
    return {
      revision,
      listening: toListening(events, tracks),
      excluded,
      sources: reachOf(events),
      play: (row) => toPlay(events, tracks, rows[row] ?? 0)
    };
  }

  /** All events in time order, one object each: for exports, not for computing. */
  async plays(): Promise<Play[]> {
    const { readAll, toPlay, visibleRows } = await loadEvents();
    const { events, tracks } = await this.#database.use(readAll);
    return Array.from(visibleRows(events), (row) => toPlay(events, tracks, row));
  }

  /** All plays as a file that the importer of Earshot's own export reads back, JSON Lines. */
  async exportPlays(): Promise<Blob> {
    const { earshotLines, readAll, toRows } = await loadEvents();
    const { events, tracks } = await this.#database.use(readAll);
    return new Blob([...earshotLines(toRows(events, tracks))], { type: 'application/jsonl' });
  }

  /** Newest first. */
  async imports(): Promise<ImportRecord[]> {
    const records = await this.#database.use((db) => allOf(db, 'imports'));
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
    const { mergeStaged } = await loadEvents();
    return await this.#change(signal, async (change) => {
      const importedAt = Date.now();
      const id = await change.openImport(importedAt);
      const replace = change.before.sample && staging.length > 0;
      const fates = await mergeStaged(change, staging, { replace, importId: id, sample: false });
      const files = describe(fates);
      if (files.some(({ records }) => records > 0)) change.putImport({ id, importedAt, files });
      else change.deleteImport(id);
      return files;
    });
  }

  /**
   * Adds what was played here. It may stand beside the invented listener, and stays when that one goes.
   * @param heard in any order; what is there already is not added again.
   */
  async addPlays(heard: readonly OwnPlay[]): Promise<void> {
    const { mergeStaged, PLAYED_HERE, Staging } = await loadEvents();
    const staging = new Staging();
    for (const play of heard)
      staging.add({ ...play, skipped: play.msPlayed < SKIP_BELOW_MS }, 'earshot', PLAYED_HERE);
    await this.#change(undefined, async (change) => {
      const { sample } = change.before;
      await mergeStaged(change, staging, { replace: false, importId: PLAYED_HERE, sample });
    });
  }

  /** Takes an import back as one act: its plays go, unless another import has them too. */
  async removeImport(id: number): Promise<void> {
    const { takeBack } = await loadEvents();
    await this.#change(undefined, (change) => takeBack(change, id, Date.now()));
  }

  /** Brings back an import that was removed and not yet forgotten. */
  async restoreImport(id: number): Promise<void> {
    const { takeBack } = await loadEvents();
    await this.#change(undefined, (change) => takeBack(change, id, undefined));
  }

  /** Wipes what removed imports left on the disk. */
  async forgetRemoved(): Promise<void> {
    const removed = await this.#database.use((db) => db.getAll('imports'));
    if (removed.every(({ removedAt }) => removedAt === undefined)) return;
    const { forget } = await loadEvents();
    await this.#change(undefined, forget);
  }

  /** Shows an invented listener to some music, instead of an earlier one; does nothing once there are real plays. */
  async addSample(seed: number, music: SampleMusic): Promise<void> {
    // Of no use to a page.
    const [{ sampleRows }, { mergeStaged, Staging }] = await Promise.all([
      import('./sample.ts'),
      loadEvents()
    ]);
    const staging = new Staging();
    for (const row of sampleRows(seed, Date.now(), music)) staging.add(row, 'sample', 0);
    await this.#change(undefined, async (change) => {
      const { plays, skips, sample } = change.before;
      if (plays + skips > 0 && !sample) return;
      await mergeStaged(change, staging, { replace: true, importId: undefined, sample: true });
    });
  }

  /** Forgets the invented listener and what was said about its songs. Real plays stay. */
  async removeSample(): Promise<void> {
    const { takeSampleOut } = await loadEvents();
    await this.#change(undefined, takeSampleOut);
  }

  /** What was said about recommendations, by kind and then by subject. */
  async feedback(): Promise<Feedback[]> {
    return await this.#database.use((db) => db.getAll('feedback'));
  }

  /** Remembers a verdict, in the place of an earlier one of its kind on its subject. */
  async giveFeedback(feedback: Feedback): Promise<void> {
    await this.#database.use((db) => db.put('feedback', feedback));
    tellHistoryChanged();
  }

  async takeFeedbackBack({ kind, subject }: Pick<Feedback, 'kind' | 'subject'>): Promise<void> {
    await this.#database.use((db) => db.delete('feedback', [kind, subject]));
    tellHistoryChanged();
  }

  /** In the order in which they were added. */
  async exclusions(): Promise<ExclusionRecord[]> {
    return await this.#database.use((db) => allOf(db, 'exclusions'));
  }

  /** Keeps something out of taste. @returns the id for `include`. */
  async exclude(exclusion: Exclusion): Promise<number> {
    return await this.#change(undefined, async (change) => {
      change.countRevision();
      return await change.transaction.objectStore('exclusions').add({ addedAt: Date.now(), exclusion });
    });
  }

  /** Lets it count again. */
  async include(id: number): Promise<void> {
    await this.#change(undefined, async (change) => {
      change.countRevision();
      await change.transaction.objectStore('exclusions').delete(id);
    });
  }

  /** In time order; the last one may be open. */
  async privateSessions(): Promise<PrivateSession[]> {
    return await this.#database.use((db) => db.getAll('privateSessions'));
  }

  /**
   * Begins or ends a private session: plays that start within it, whenever they are imported, are kept out of taste.
   * Does nothing where it is so already.
   */
  async setPrivate(on: boolean): Promise<void> {
    await this.#change(undefined, async (change) => {
      const sessions = change.transaction.objectStore('privateSessions');
      const cursor = await sessions.openCursor(null, 'prev');
      const open = cursor && cursor.value.to === undefined ? cursor : undefined;
      if (on === (open !== undefined)) return;
      change.countRevision();
      if (open) await sessions.put({ ...open.value, to: Date.now() }, open.key);
      else await sessions.add({ from: Date.now() });
    });
  }

  async close(): Promise<void> {
    await this.#database.close();
  }

  /** One change at a time, over all tabs: each merges with what the one before left. */
  async #change<T>(signal: AbortSignal | undefined, work: (change: Change) => Promise<T>): Promise<T> {
    // Before the transaction: one that waits for a file is closed by the browser.
    const { changeHistory } = await loadEvents();
    let result: { value: T } | undefined;
    await withLock(
      this.#database.name,
      async () => {
        const value = await this.#database.use((db) => changeHistory(db, signal, work));
        result = { value };
      },
      signal ? { signal } : {}
    );
    if (!result) throw new Error('the lock was not granted');
    tellHistoryChanged();
    return result.value;
  }
}

/** The records of a store with the ids that the database gave them. */
async function allOf<Name extends 'imports' | 'exclusions'>(db: IDBPDatabase<HistorySchema>, name: Name) {
  const { store } = db.transaction(name);
  const [ids, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
  return values.map((value, i) => ({ id: ids[i] ?? 0, ...value }));
}
