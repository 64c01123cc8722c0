import type { Remote } from 'comlink';
import type { BackupWorker } from '../../workers/backup.worker.ts';
import type { FilesWorker } from '../../workers/files.worker.ts';
import type { HistoryWorker } from '../../workers/history.worker.ts';
import type { ImportWorker } from '../../workers/import.worker.ts';
import type { LabWorker } from '../../workers/lab.worker.ts';
import type { MagicWorker } from '../../workers/magic.worker.ts';
import type { MeasureWorker } from '../../workers/measure.worker.ts';
import type { RenderingWorker } from '../../workers/rendering.worker.ts';
import type { TrainingWorker } from '../../workers/training.worker.ts';

/** A worker, alive until it is ended. */
export interface Thread<Api> {
  remote: Remote<Api>;
  /** Makes a function callable from the worker. */
  callback: <T extends (...args: never[]) => void>(listener: T) => T;
  /** Rejects when the worker itself breaks: its calls would then wait for ever. */
  broken: Promise<never>;
  end: () => void;
}

// The bundler finds a worker only where its address stands in the call that starts it.

export function startImportThread(): Promise<Thread<ImportWorker>> {
  const worker = new Worker(new URL('../../workers/import.worker.ts', import.meta.url), {
    type: 'module',
    name: 'import'
  });
  return connect(worker, 'The import stopped unexpectedly. Reload the page, then try again.');
}

export function startTrainingThread(): Promise<Thread<TrainingWorker>> {
  const worker = new Worker(new URL('../../workers/training.worker.ts', import.meta.url), {
    type: 'module',
    name: 'training'
  });
  return connect(
    worker,
    'The training stopped unexpectedly. Press Resume to go on from the last checkpoint.'
  );
}

export function startHistoryThread(): Promise<Thread<HistoryWorker>> {
  const worker = new Worker(new URL('../../workers/history.worker.ts', import.meta.url), {
    type: 'module',
    name: 'history'
  });
  return connect(worker, 'Reading your plays stopped unexpectedly. Reload the page to try again.');
}

export function startBackupThread(): Promise<Thread<BackupWorker>> {
  const worker = new Worker(new URL('../../workers/backup.worker.ts', import.meta.url), {
    type: 'module',
    name: 'backup'
  });
  return connect(worker, 'The backup stopped unexpectedly. Reload the page, then try again.');
}

export function startMeasureThread(): Promise<Thread<MeasureWorker>> {
  const worker = new Worker(new URL('../../workers/measure.worker.ts', import.meta.url), {
    type: 'module',
    name: 'measure'
  });
  return connect(worker, 'The measurement stopped unexpectedly. Reload the page, then try again.');
}

export function startLabThread(): Promise<Thread<LabWorker>> {
  const worker = new Worker(new URL('../../workers/lab.worker.ts', import.meta.url), {
    type: 'module',
    name: 'lab'
  });
  return connect(worker, 'The calculation stopped unexpectedly. Reload the page, then try again.');
}

export function startMagicThread(): Promise<Thread<MagicWorker>> {
  const worker = new Worker(new URL('../../workers/magic.worker.ts', import.meta.url), {
    type: 'module',
    name: 'magic'
  });
  return connect(worker, 'The trial stopped unexpectedly. Reload the page, then try again.');
}

export function startRenderingThread(): Promise<Thread<RenderingWorker>> {
  const worker = new Worker(new URL('../../workers/rendering.worker.ts', import.meta.url), {
    type: 'module',
    name: 'rendering'
  });
  return connect(worker, 'The music stopped unexpectedly. Press play to go on.');
}

export function startFilesThread(): Promise<Thread<FilesWorker>> {
  const worker = new Worker(new URL('../../workers/files.worker.ts', import.meta.url), {
    type: 'module',
    name: 'files'
  });
  return connect(worker, 'Reading your files stopped unexpectedly. Choose them again to go on.');
}

async function connect<Api>(worker: Worker, whenBroken: string): Promise<Thread<Api>> {
  const broken = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      reject(new ThreadError(whenBroken));
    });
  });
  // It may break before anybody waits for it.
  broken.catch(() => undefined);
  // Loaded only when somebody starts a worker: the first page must stay light.
  const { proxy, wrap } = await import('comlink');
  return {
    remote: wrap<Api>(worker),
    callback: (listener) => proxy(listener),
    broken,
    end: () => {
      worker.terminate();
    }
  };
}

class ThreadError extends Error {
  override name = 'ThreadError';
}
