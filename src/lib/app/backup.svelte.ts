import { version } from '$app/environment';
import type { BackupFacts, BackupWorker } from '../../workers/backup.worker.ts';
import { downloadName, saveFile } from './download.ts';
import { explain } from './problems.ts';
import { Tabs } from './tabs.ts';
import { startBackupThread, type Thread } from './threads.ts';

/** What the page before the reload leaves behind: its problem, or nothing when all went well. */
const SAID = 'earshot-restore-said';

/** A file that was chosen, checked and may be restored. */
export interface ChosenBackup {
  file: File;
  facts: BackupFacts;
}

/** Saves everything as one file and puts such a file in the place of everything. */
export class Backup {
  activity = $state.raw<'idle' | 'writing' | 'checking' | 'restoring'>('idle');
  /** Share of the writing that is done, 0 ... 1. */
  fraction = $state.raw(0);
  problem = $state.raw<string | undefined>();
  /** Waits for a yes. */
  chosen = $state.raw<ChosenBackup | undefined>();
  /** True on the first page after everything was restored. */
  restored = $state.raw(false);

  readonly #tabs: Tabs;

  /** @param letGo stops whatever in this tab reads or writes personal data. */
  constructor(letGo: () => Promise<void>) {
    this.#tabs = new Tabs('earshot-restore', letGo);
  }

  /** Listens for other tabs that restore. Returns what stops it. */
  follow(): () => void {
    const said = sessionStorage.getItem(SAID);
    sessionStorage.removeItem(SAID);
    this.restored = said === '';
    if (said) this.problem = said;
    return this.#tabs.follow();
  }

  /** Hands the person a file with everything in it. */
  async save(): Promise<void> {
    await this.#work('writing', async ({ remote, callback }) => {
      const { readSettings } = await import('./settings.ts');
      const createdAt = Date.now();
      const about = { settings: readSettings(localStorage), app: version, createdAt };
      this.fraction = 0;
      const onProgress = callback((fraction: number) => {
        this.fraction = fraction;
      });
      saveFile(await remote.write(about, onProgress), downloadName('earshot-backup', createdAt, 'zip'));
    });
  }

  /** Looks at a file from beginning to end; then it is `chosen`, or there is a problem. */
  async choose(file: File): Promise<void> {
    this.chosen = undefined;
    await this.#work('checking', async ({ remote }) => {
      this.chosen = { file, facts: await remote.check(file) };
    });
  }

  /** Says no to the chosen file. */
  leave(): void {
    if (this.activity === 'idle') this.chosen = undefined;
  }

  /** Replaces everything with the chosen file, in every tab. Ends in a new page, which says how it went. */
  async restore(): Promise<void> {
    const { chosen } = this;
    if (!chosen || this.activity !== 'idle') return;
    await this.#work('restoring', async ({ remote }) => {
      const { replaceSettings } = await import('./settings.ts');
      await this.#tabs.letGo();
      const { settings } = await remote.restore(chosen.file);
      replaceSettings(localStorage, settings);
    });
    sessionStorage.setItem(SAID, this.problem ?? '');
    this.#tabs.reload();
  }

  async #work(
    activity: 'writing' | 'checking' | 'restoring',
    work: (thread: Thread<BackupWorker>) => Promise<void>
  ): Promise<void> {
    if (this.activity !== 'idle') return;
    this.activity = activity;
    this.problem = undefined;
    this.restored = false;
    let thread: Thread<BackupWorker> | undefined;
    try {
      thread = await startBackupThread();
      await Promise.race([work(thread), thread.broken]);
    } catch (error) {
      this.problem = explain(error);
    } finally {
      thread?.end();
      this.activity = 'idle';
    }
  }
}
