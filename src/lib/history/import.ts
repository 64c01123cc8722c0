import type { History } from './history.ts';
import { account } from './import/account.ts';
import { readFiles } from './import/reader.ts';
import { type SecondReader, readTogether } from './import/second-reader.ts';
import { wholeOf } from './import/shares.ts';
import type { ImportProgress, ImportReport } from './types.ts';

/**
 * Reads listening histories out of files and zips and adds them to the history: all of it or, when it is cancelled
 * or cannot be stored, nothing. Whatever is wrong with a file ends up in the report.
 * @param options.timeZone for files that give times by the wall clock; default: this device's.
 * @param options.onProgress called for every piece that is read, dozens of times a second.
 * @param options.openSecond starts a second reader, which is asked for where there is enough to read; it changes
 * nothing but the time that takes.
 * @throws the signal's reason, or StorageError.
 */
export async function importFiles(
  files: File[],
  history: Pick<History, 'save'>,
  options: {
    signal?: AbortSignal;
    onProgress?: (progress: ImportProgress) => void;
    timeZone?: string;
    openSecond?: () => SecondReader;
  } = {}
): Promise<ImportReport> {
  const { signal, onProgress, openSecond } = options;
  const { timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone } = options;
  const progress = new Progress(files, onProgress);
  const surroundings = { timeZone };
  let reading = openSecond && (await readTogether(files, openSecond, surroundings, progress.onRead, signal));
  if (!reading) {
    progress.reset();
    reading = await readFiles(files, wholeOf(files), surroundings, progress.onRead, signal);
  }
  if (!reading) throw new Error('one reader can read everything');
  const { staging, drafts } = reading;
  progress.saving();
  return { files: await history.save(staging, (fates) => account(drafts, staging, fates), signal) };
}

/** Puts together what readers tell. */
class Progress {
  /** By file. */
  readonly #bytes: number[];
  #records = 0;
  #last: ImportProgress | undefined;

  constructor(
    private readonly files: readonly File[],
    private readonly tell: ((progress: ImportProgress) => void) | undefined
  ) {
    this.#bytes = files.map(() => 0);
  }

  /** @param shown the file to tell of; default: the one that was read. */
  readonly onRead = (fileIndex: number, bytes: number, records: number, shown = fileIndex): void => {
    this.#bytes[fileIndex] = (this.#bytes[fileIndex] ?? 0) + bytes;
    this.#records += records;
    const file = this.files[shown];
    if (!file) return;
    this.#last = {
      path: file.webkitRelativePath || file.name,
      bytesRead: Math.min(this.#bytes[shown] ?? 0, file.size),
      bytesTotal: file.size,
      fileIndex: shown,
      fileCount: this.files.length,
      records: this.#records,
      phase: 'reading'
    };
    this.tell?.(this.#last);
  };

  /** Everything will be read anew. */
  reset(): void {
    this.#bytes.fill(0);
    this.#records = 0;
  }

  saving(): void {
    const last = this.#last;
    if (last) this.tell?.({ ...last, bytesRead: last.bytesTotal, records: this.#records, phase: 'saving' });
  }
}
