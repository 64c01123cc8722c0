import type { Remote } from 'comlink';
import type { ImportWorker } from '../../workers/import.worker.ts';

/** The import worker, alive until it is ended. */
export interface ImportThread {
  remote: Remote<ImportWorker>;
  /** Makes a function callable from the worker. */
  callback: <T extends (...args: never[]) => void>(listener: T) => T;
  /** Rejects when the worker itself breaks: its calls would then wait for ever. */
  broken: Promise<never>;
  end: () => void;
}

/** Loaded only when somebody imports: the first page must stay light. */
export async function startImportThread(): Promise<ImportThread> {
  const { proxy, wrap } = await import('comlink');
  const worker = new Worker(new URL('../../workers/import.worker.ts', import.meta.url), {
    type: 'module',
    name: 'import'
  });
  return {
    remote: wrap<ImportWorker>(worker),
    callback: (listener) => proxy(listener),
    broken: new Promise((_, reject) => {
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        reject(new ThreadError('The import stopped unexpectedly. Reload the page, then try again.'));
      });
    }),
    end: () => {
      worker.terminate();
    }
  };
}

class ThreadError extends Error {
  override name = 'ThreadError';
}
