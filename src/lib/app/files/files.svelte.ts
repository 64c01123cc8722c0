import type { Take } from '$lib/catalogue/index.ts';
import { filesIn, FilesStore, mediaTypeOf, type OwnFile, pickFolder, Whereabouts } from '$lib/files/index.ts';
import { makeKnown } from '$lib/player/index.ts';
import type { FilesRead, FilesWorker } from '../../../workers/files.worker.ts';
import type { Settings } from '../overflow.ts';
import { explain } from '../problems.ts';
import { startFilesThread, type Thread } from '../threads.ts';
import { FILES_KEY, noteFiles } from './flag.ts';
import { NOWHERE, standingOf, unplayableAmong } from './standing.ts';
import { inOrder, trackOfFile, wholeTake } from './tracks.ts';

/** Said by the player, too. */
class FileAwayError extends Error {
  override name = 'FileAwayError';
}

/** The listener's own audio files. */
export class FilesState {
  list = $state.raw<readonly OwnFile[]>([]);
  /** Which of them can be played, and why the others cannot. */
  standing = $state.raw(NOWHERE);
  activity = $state.raw<'idle' | 'reading' | 'copying'>('idle');
  /** Share of it that is done, 0 ... 1. */
  fraction = $state.raw(0);
  cancelling = $state.raw(false);
  /** What became of the files chosen last. */
  read = $state.raw<FilesRead | undefined>();
  problem = $state.raw<string | undefined>();

  readonly #store = new FilesStore();
  readonly #whereabouts = new Whereabouts();
  #thread: Thread<FilesWorker> | undefined;
  #closed = false;

  constructor(private readonly settings: Settings) {
    addEventListener('storage', this.#hear);
  }

  /** Forgets what was removed before, and reads the rest. */
  async open(): Promise<void> {
    await this.#try(async () => {
      for (const { id, removed } of await this.#store.all()) {
        if (removed !== true) continue;
        await this.#whereabouts.forget(id);
        await this.#store.delete(id);
      }
    });
    await this.refresh();
  }

  /** Reads everything anew. */
  async refresh(): Promise<void> {
    await this.#try(async () => {
      const [all] = await Promise.all([this.#store.all(), this.#whereabouts.look()]);
      this.list = inOrder(all.filter(({ removed }) => removed !== true));
      makeKnown(this.list.map(trackOfFile));
      this.#show();
    });
  }

  /** The file that is this song, where it can be played now. @param song its key, see `songKey` */
  playable(song: string): string | undefined {
    return this.standing.bySong.get(song);
  }

  /** For the player. @throws FileAwayError */
  async takeOf(id: string): Promise<Take> {
    const known = this.list.find((each) => each.id === id);
    const file = known && (await this.#whereabouts.open(known));
    if (!known || !file)
      throw new FileAwayError(
        `“${known?.title ?? 'This file'}” is not at hand. Choose the file again on the Catalogue page.`
      );
    return wholeTake(known, file);
  }

  async add(files: readonly File[]): Promise<void> {
    if (!this.#begin()) return;
    const ids = await this.#read(files);
    files.forEach((file, i) => {
      const id = ids[i];
      if (id !== undefined) this.#whereabouts.choose(id, file);
    });
    this.#show();
  }

  /** Takes in a folder that the browser can remember; to be called while somebody presses something. */
  async addFolder(): Promise<void> {
    if (!this.#begin()) return;
    await this.#try(async () => {
      const folder = await pickFolder();
      if (!folder) return;
      const found = await filesIn(folder);
      const ids = await this.#read(found.map(({ file }) => file));
      await this.#whereabouts.remember(
        folder,
        found.map(({ path }, i) => ({ id: ids[i], path }))
      );
    });
    await this.refresh();
  }

  /** Asks for the folders that the browser remembers; to be called while somebody presses something. */
  async unlock(): Promise<void> {
    await this.#try(() => this.#whereabouts.unlock());
    this.#show();
  }

  /** Keeps a copy of everything that is at hand. */
  async keepCopies(): Promise<void> {
    if (!this.#begin()) return;
    await this.#work('copying', async ({ remote, callback }) => {
      const { here, copied } = this.standing;
      const wanted = this.list.filter(({ id }) => here.has(id) && !copied.has(id));
      const opened = await Promise.all(
        wanted.map(async (each) => ({ id: each.id, file: await this.#whereabouts.open(each) }))
      );
      const files = opened.flatMap(({ id, file }) => (file ? [{ id, file }] : []));
      await remote.keep(files, callback(this.#tell));
    });
    await this.refresh();
  }

  async removeCopies(): Promise<void> {
    await this.#try(() => this.#whereabouts.removeCopies());
    this.#show();
  }

  /** Takes a file off the list, or brings it back; its copy goes at the next start. */
  async setRemoved(file: OwnFile, removed: boolean): Promise<void> {
    // On the list there are only files that are not removed.
    await this.#try(() => this.#store.put(removed ? { ...file, removed } : file));
    await this.refresh();
  }

  cancel(): void {
    this.cancelling = true;
    void this.#thread?.remote.cancel();
  }

  /** Lets go of everything, so that it can be deleted. */
  async close(): Promise<void> {
    this.#closed = true;
    removeEventListener('storage', this.#hear);
    this.#thread?.end();
    await Promise.all([this.#store.close(), this.#whereabouts.close()]);
  }

  /** Whether there is nothing to wait for. */
  #begin(): boolean {
    const idle = this.activity === 'idle';
    this.problem = idle ? undefined : 'Your files are being read or copied. Wait for the end, or cancel it.';
    return idle;
  }

  /** @returns ids by place; nothing for files that are of no use */
  async #read(files: readonly File[]): Promise<readonly (string | undefined)[]> {
    const unplayable = unplayableAmong(files.map(({ name, type }) => mediaTypeOf(name) ?? type));
    const read = await this.#work('reading', ({ remote, callback }) =>
      remote.read(files, unplayable, callback(this.#tell))
    );
    this.read = read;
    await this.refresh();
    return read?.ids ?? [];
  }

  readonly #tell = (fraction: number): void => {
    this.fraction = fraction;
  };

  /** @returns undefined where there is a problem */
  async #work<T>(
    activity: 'reading' | 'copying',
    work: (thread: Thread<FilesWorker>) => Promise<T>
  ): Promise<T | undefined> {
    this.activity = activity;
    this.fraction = 0;
    this.cancelling = false;
    const result = await this.#try(async () => {
      const thread = (this.#thread = await startFilesThread());
      return await Promise.race([work(thread), thread.broken]);
    });
    this.#thread?.end();
    this.#thread = undefined;
    this.activity = 'idle';
    return result;
  }

  #show(): void {
    this.standing = standingOf(this.list, this.#whereabouts);
    if (!this.#closed) noteFiles(this.settings, this.list.length);
  }

  /** Another tab has changed the list. */
  readonly #hear = ({ key }: StorageEvent): void => {
    if (key === FILES_KEY) void this.refresh();
  };

  async #try<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!this.#closed) this.problem = explain(error);
      return undefined;
    }
  }
}
