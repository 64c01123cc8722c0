import type { BackupWorker } from '../../workers/backup.worker.ts';
import { downloadName, saveFile } from './download.ts';
import { explain } from './problems.ts';
import { startBackupThread, type Thread } from './threads.ts';

/** The model as something on the disk: what it takes there, and as a file to keep or to bring. */
export class ModelFileState {
  activity = $state.raw<'idle' | 'exporting' | 'importing'>('idle');
  problem = $state.raw<string | undefined>();
  /** What has just been done, in words. */
  done = $state.raw('');
  /** What the model takes, bytes. */
  bytes = $state.raw<number | undefined>();

  async measure(): Promise<void> {
    this.bytes = await withThread(({ remote }) => remote.modelBytes()).catch(() => undefined);
  }

  /** Hands the person a file with the model. */
  async export(): Promise<void> {
    await this.#work('exporting', async ({ remote }) => {
      saveFile(await remote.exportModel(), downloadName('earshot-model', Date.now(), 'gz'));
      this.done = 'Saved among your downloads.';
    });
  }

  /** Lets the model in a file serve, if it fits this history. */
  async import(file: File): Promise<void> {
    await this.#work('importing', async ({ remote }) => {
      await remote.importModel(file);
      this.done = 'Imported. This model serves you now.';
    });
  }

  async #work(
    activity: 'exporting' | 'importing',
    work: (thread: Thread<BackupWorker>) => Promise<void>
  ): Promise<void> {
    if (this.activity !== 'idle') return;
    this.activity = activity;
    this.problem = undefined;
    this.done = '';
    try {
      await withThread(work);
    } catch (error) {
      this.problem = explain(error);
    }
    this.activity = 'idle';
  }
}

async function withThread<T>(work: (thread: Thread<BackupWorker>) => Promise<T>): Promise<T> {
  const thread = await startBackupThread();
  try {
    return await Promise.race([work(thread), thread.broken]);
  } finally {
    thread.end();
  }
}
