import { type Remote, proxy, wrap } from 'comlink';
import { deleteDB } from 'idb';
import type { ImportProgress, ImportReport } from '../../../src/lib/history/index.ts';
import type { ImportWorker } from '../../../src/workers/import.worker.ts';
import type { Yardsticks } from './yardsticks.worker.ts';

/** One import into an empty history. Times in ms. */
export interface TimedImport {
  report: ImportReport;
  /** From handing the files over, worker start included, until everything has been read. */
  read: number;
  /** From there until the page has the report of what is stored. */
  store: number;
}

const bench = {
  async importFiles(): Promise<TimedImport> {
    await deleteDB('earshot-history');
    const files = chosenFiles();
    const startedAt = performance.now();
    // As the app does it: a worker for each import, started when the files are there.
    const worker = new Worker(new URL('../../../src/workers/import.worker.ts', import.meta.url), {
      type: 'module',
      name: 'import'
    });
    let savingAt: number | undefined;
    const onProgress = proxy(({ phase }: ImportProgress) => {
      if (phase === 'saving') savingAt ??= performance.now();
    });
    const report = await unlessBroken(worker, wrap<ImportWorker>(worker).importFiles(files, onProgress));
    const endedAt = performance.now();
    worker.terminate();
    return {
      report,
      read: (savingAt ?? endedAt) - startedAt,
      store: endedAt - (savingAt ?? endedAt)
    };
  },

  /** Lets a fresh worker do one of its jobs. */
  async yardstick<T>(job: (yardsticks: Remote<Yardsticks>) => Promise<T>): Promise<T> {
    const worker = new Worker(new URL('./yardsticks.worker.ts', import.meta.url), { type: 'module' });
    try {
      return await unlessBroken(worker, job(wrap<Yardsticks>(worker)));
    } finally {
      worker.terminate();
    }
  }
};

/** What Node calls in this page. */
export type BenchPage = typeof bench;

function chosenFiles(): File[] {
  return [...document.querySelectorAll('input')].flatMap(({ files }) => [...(files ?? [])]);
}

/** A worker that breaks answers nothing more. */
function unlessBroken<T>(worker: Worker, work: Promise<T>): Promise<T> {
  const broken = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) => {
      reject(new Error(message));
    });
  });
  return Promise.race([work, broken]);
}

Object.assign(window, { bench });
