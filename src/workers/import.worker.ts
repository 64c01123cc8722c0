import { expose, proxy, wrap } from 'comlink';
import {
  History,
  type ImportProgress,
  type ImportReport,
  type SecondReader,
  importFiles
} from '../lib/history/index.ts';
import type { ReadingWorker } from './reading.worker.ts';
import { sampleMusic } from './sample-music.ts';
import { throttle } from './throttle.ts';

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
    let last: ImportProgress | undefined;
    const progress = throttle(() => {
      if (last) onProgress?.(last);
    });
    running.add(controller);
    try {
      return await importFiles(files, history, {
        signal: controller.signal,
        onProgress: (newest) => {
          last = newest;
          progress.tell();
          // What is being saved is told at once: it takes a while, and nothing else comes until it is done.
          if (newest.phase === 'saving') progress.flush();
        },
        ...(navigator.hardwareConcurrency > 1 && { openSecond }),
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
    await history.addSample(seed, sampleMusic(seed));
  },

  async removeSample(): Promise<void> {
    await history.removeSample();
  }
};

/** What a page calls through Comlink. */
export type ImportWorker = typeof api;

/** Reads half of it in a worker of its own, where there is a processor for that. */
function openSecond(): SecondReader {
  const worker = new Worker(new URL('./reading.worker.ts', import.meta.url), {
    type: 'module',
    name: 'reading'
  });
  const broken = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      reject(new Error(event.message));
    });
  });
  return {
    read: (files, share, { timeZone }, onRead) =>
      Promise.race([wrap<ReadingWorker>(worker).read(files, share, timeZone, proxy(onRead)), broken]),
    end: () => {
      worker.terminate();
    }
  };
}

expose(api);
