import type { ImportProgress, ImportReport } from '$lib/history/index.ts';
import type { ImportWorker } from '../../workers/import.worker.ts';
import { startImportThread, type Thread } from './threads.ts';
import { explain } from './problems.ts';

/** Which invented listener: everyone who tries the app meets the same one. */
const SAMPLE_SEED = 1;

export interface FileState {
  name: string;
  size: number;
  /** The newest word from the worker; absent until the file's turn comes. */
  progress?: ImportProgress;
}

/** Imports, one at a time, in a worker that lives only as long as its work. */
export class Imports {
  activity = $state.raw<'idle' | 'importing' | 'sampling'>('idle');
  files = $state.raw<readonly FileState[]>([]);
  /** Index of the file being read. */
  current = $state.raw(0);
  report = $state.raw<ImportReport | undefined>();
  cancelled = $state.raw(false);
  problem = $state.raw<string | undefined>();

  #thread: Thread<ImportWorker> | undefined;
  #abandon: (() => void) | undefined;

  get running(): boolean {
    return this.activity !== 'idle';
  }

  /**
   * Resolves when the import has ended, one way or another; false when something was running already.
   * @param timeZone of logs that have none; default: this device's.
   */
  async start(files: readonly File[], timeZone?: string): Promise<boolean> {
    if (this.running) return false;
    this.activity = 'importing';
    this.files = files.map(({ name, size }) => ({ name, size }));
    this.current = 0;
    this.report = undefined;
    this.problem = undefined;
    this.cancelled = false;
    await this.#work(async ({ remote, callback }) => {
      const onProgress = callback((progress: ImportProgress) => {
        this.#show(progress);
      });
      this.report = await remote.importFiles([...files], onProgress, timeZone);
      // A cancel that came too late changed nothing.
      this.cancelled = false;
    });
    return true;
  }

  /** Asks the worker to stop after what it is saving; what was saved stays. */
  async cancel(): Promise<void> {
    if (this.activity !== 'importing') return;
    this.cancelled = true;
    await this.#thread?.remote.cancel();
  }

  async addSample(): Promise<void> {
    await this.#sample(({ remote }) => remote.addSample(SAMPLE_SEED));
  }

  async removeSample(): Promise<void> {
    await this.#sample(({ remote }) => remote.removeSample());
  }

  /** Forgets the last report, e.g. when its panel is closed. */
  clear(): void {
    if (this.running) return;
    this.files = [];
    this.report = undefined;
    this.problem = undefined;
    this.cancelled = false;
  }

  /** Ends the worker at once, before everything is deleted. */
  stop(): void {
    this.#abandon?.();
  }

  async #sample(work: (thread: Thread<ImportWorker>) => Promise<void>): Promise<void> {
    if (this.running) return;
    this.clear();
    this.activity = 'sampling';
    await this.#work(work);
  }

  async #work(work: (thread: Thread<ImportWorker>) => Promise<void>): Promise<void> {
    try {
      const thread = await startImportThread();
      this.#thread = thread;
      const abandoned = new Promise<void>((resolve) => {
        this.#abandon = resolve;
      });
      await Promise.race([work(thread), thread.broken, abandoned]);
    } catch (error) {
      if (!this.cancelled) this.problem = explain(error);
    } finally {
      this.#thread?.end();
      this.#thread = undefined;
      this.#abandon = undefined;
      this.activity = 'idle';
    }
  }

  #show(progress: ImportProgress): void {
    this.current = progress.fileIndex;
    this.files = this.files.map((file, index) =>
      index === progress.fileIndex ? { ...file, progress } : file
    );
  }
}
