import { expose } from 'comlink';
import {
  describeFile,
  FileError,
  fileId,
  type FileProblem,
  FilesStore,
  mediaTypeOf
} from '../lib/files/index.ts';
import { keepCopy } from './files/keep-copy.ts';
import { throttle } from './throttle.ts';

/** What became of files that were chosen. */
export interface FilesRead {
  /** By place among the files; undefined where one is of no use, or was not reached. */
  ids: (string | undefined)[];
  added: number;
  /** There already, or chosen twice. */
  known: number;
  leftOut: { name: string; problem: FileProblem }[];
  cancelled: boolean;
}

const store = new FilesStore();
const running = new Set<AbortController>();

const api = {
  /**
   * Takes files into the list. When it is cancelled, what was read stays.
   * @param unplayable media types that this browser does not play, which only a page can find out
   * @param onProgress told the share that is done, 0 ... 1
   * @throws StorageError
   */
  async read(
    files: readonly File[],
    unplayable: readonly string[],
    onProgress: (fraction: number) => void
  ): Promise<FilesRead> {
    const read: FilesRead = { ids: [], added: 0, known: 0, leftOut: [], cancelled: false };
    const progress = throttle(() => {
      onProgress(read.ids.length / files.length);
    });
    await cancellable(async (signal) => {
      for (const file of files) {
        if (signal.aborted) {
          read.cancelled = true;
          break;
        }
        read.ids.push(await take(file, unplayable, read));
        progress.tell();
      }
    });
    progress.flush();
    return read;
  },

  /**
   * Copies files into the browser's private file system; when it is cancelled, whole copies stay.
   * @throws StorageError
   */
  async keep(
    files: readonly { id: string; file: File }[],
    onProgress: (fraction: number) => void
  ): Promise<void> {
    const all = files.reduce((sum, { file }) => sum + file.size, 0);
    let written = 0;
    const progress = throttle(() => {
      onProgress(written / all);
    });
    await cancellable(async (signal) => {
      const onBytes = (bytes: number) => {
        written += bytes;
        progress.tell();
      };
      try {
        for (const { id, file } of files) await keepCopy(id, file, { signal, onBytes });
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    });
  },

  cancel(): void {
    for (const controller of running) controller.abort();
  }
};

/** What a page calls through Comlink. */
export type FilesWorker = typeof api;

async function cancellable(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  running.add(controller);
  try {
    await work(controller.signal);
  } finally {
    running.delete(controller);
  }
}

/** @returns its id, where it is in the list now */
async function take(file: File, unplayable: readonly string[], read: FilesRead): Promise<string | undefined> {
  try {
    if (file.size === 0) throw new FileError('empty');
    const type = mediaTypeOf(file.name) ?? file.type;
    if (unplayable.includes(type)) throw new FileError('unplayable');
    const id = await idOf(file);
    if (await store.has(id)) {
      read.known++;
      return id;
    }
    await store.put(await describeFile(file, id));
    read.added++;
    return id;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    read.leftOut.push({ name: file.name, problem: error.problem });
    return undefined;
  }
}

/** The first look into a file: it may have gone, or be closed to us. */
async function idOf(file: File): Promise<string> {
  try {
    return await fileId(file);
  } catch (error) {
    throw new FileError('unreadable', { cause: error });
  }
}

expose(api);
