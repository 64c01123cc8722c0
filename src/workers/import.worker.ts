import { expose } from 'comlink';
import { History, type ImportProgress, type ImportReport, importFiles } from '../lib/history/index.ts';

/** Least time between two messages of progress, ms. */
const PROGRESS_EVERY = 100;

const history = new History();
const running = new Set<AbortController>();

const api = {
  /**
   * See `importFiles` of the history room.
   * @param onProgress called about ten times a second, and always with the last word.
   */
  async importFiles(
    files: File[],
    onProgress?: (progress: ImportProgress) => void,
    timeZone?: string
  ): Promise<ImportReport> {
    const controller = new AbortController();
    const progress = throttle(onProgress ?? (() => undefined));
    running.add(controller);
    try {
      return await importFiles(files, history, {
        signal: controller.signal,
        onProgress: progress.tell,
        ...(timeZone !== undefined && { timeZone })
      });
    } finally {
      running.delete(controller);
      progress.flush();
    }
  },

  /** Ends what is being imported; its caller gets an AbortError, and nothing of it is stored. */
  cancel(): void {
    for (const controller of running) controller.abort();
  },

  async addSample(seed: number): Promise<void> {
    await history.addSample(seed);
  },

  async removeSample(): Promise<void> {
    await history.removeSample();
  }
};

/** What a page calls through Comlink. */
export type ImportWorker = typeof api;

function throttle(send: (progress: ImportProgress) => void) {
  let sentAt = -Infinity;
  let waiting: ImportProgress | undefined;
  const flush = () => {
    if (waiting) send(waiting);
    waiting = undefined;
    sentAt = performance.now();
  };
  const tell = (progress: ImportProgress) => {
    // What is being saved is told at once: it takes a while, and nothing else comes until it is done.
    waiting = progress;
    if (progress.phase === 'saving' || performance.now() - sentAt >= PROGRESS_EVERY) flush();
  };
  return { tell, flush };
}

expose(api);
