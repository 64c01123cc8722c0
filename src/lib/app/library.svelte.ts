import {
  onHistoryChanged,
  type Exclusion,
  type ExclusionRecord,
  type Feedback,
  type History,
  type HistorySummary,
  type ImportRecord
} from '$lib/history/index.ts';
import { explain } from './problems.ts';

/** What this device knows of the listener, as the pages show it. */
export class Library {
  /** Undefined until it has been read. */
  summary = $state.raw<HistorySummary | undefined>();
  imports = $state.raw<readonly ImportRecord[]>([]);
  /** What was said about recommendations. */
  feedback = $state.raw<readonly Feedback[]>([]);
  exclusions = $state.raw<readonly ExclusionRecord[]>([]);
  /** Since when a private session runs, ms since epoch. */
  privateSince = $state.raw<number | undefined>();
  problem = $state.raw<string | undefined>();

  #reading: Promise<void> | undefined;
  #stale = false;
  #closed = false;

  /** @param onRead called after every reading that succeeded. */
  constructor(
    private readonly history: History,
    private readonly onRead: (summary: HistorySummary) => void
  ) {}

  /** Follows changes made by this tab, its workers and other tabs. Returns what stops it. */
  follow(): () => void {
    const stop = onHistoryChanged(() => void this.refresh());
    void this.refresh();
    return stop;
  }

  /** Reads everything anew; calls during a reading are answered by one more reading after it. */
  refresh(): Promise<void> {
    this.#stale = true;
    this.#reading ??= this.#readWhileStale().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** Counts at once, and no longer if it could not be stored. */
  async giveFeedback(given: Feedback): Promise<void> {
    this.feedback = [...this.feedback.filter((other) => !isSame(other, given)), given];
    await this.#store((history) => history.giveFeedback(given));
  }

  async takeFeedbackBack(taken: readonly Pick<Feedback, 'kind' | 'subject'>[]): Promise<void> {
    this.feedback = this.feedback.filter((other) => !taken.some((verdict) => isSame(verdict, other)));
    await this.#store(async (history) => {
      for (const verdict of taken) await history.takeFeedbackBack(verdict);
    });
  }

  /** Keeps something out of taste. @returns the id for `include`; undefined where it could not be stored. */
  async exclude(exclusion: Exclusion): Promise<number | undefined> {
    return await this.#store((history) => history.exclude(exclusion));
  }

  /** Lets it count again. */
  async include(id: number): Promise<void> {
    await this.#store((history) => history.include(id));
  }

  async setPrivate(on: boolean): Promise<void> {
    await this.#store((history) => history.setPrivate(on));
  }

  /** Takes an import back, or brings it back. */
  async setImportRemoved(id: number, removed: boolean): Promise<void> {
    await this.#store((history) => (removed ? history.removeImport(id) : history.restoreImport(id)));
  }

  /** Wipes from the disk what was removed earlier and can no longer be brought back. */
  async forgetRemoved(): Promise<void> {
    await this.#store((history) => history.forgetRemoved());
  }

  /** Lets go of the database for good, so that it can be deleted. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#reading;
    await this.history.close();
  }

  async #readWhileStale(): Promise<void> {
    while (this.#stale && !this.#closed) {
      this.#stale = false;
      try {
        const [summary, imports, feedback, exclusions, sessions] = await Promise.all([
          this.history.summary(),
          this.history.imports(),
          this.history.feedback(),
          this.history.exclusions(),
          this.history.privateSessions()
        ]);
        this.problem = undefined;
        this.imports = imports;
        this.feedback = feedback;
        this.exclusions = exclusions;
        const latest = sessions.at(-1);
        this.privateSince = latest && latest.to === undefined ? latest.from : undefined;
        this.summary = summary;
        this.onRead(summary);
      } catch (error) {
        this.problem = explain(error);
      }
    }
  }

  /** Stores a change and shows what came of it. */
  async #store<T>(work: (history: History) => Promise<T>): Promise<T | undefined> {
    try {
      const result = await work(this.history);
      await this.refresh();
      return result;
    } catch (error) {
      await this.refresh();
      this.problem = explain(error);
      return undefined;
    }
  }
}

function isSame(a: Pick<Feedback, 'kind' | 'subject'>, b: Pick<Feedback, 'kind' | 'subject'>): boolean {
  return a.kind === b.kind && a.subject === b.subject;
}
