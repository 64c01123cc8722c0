import { MAX_EVENTS, MAX_MEMBERS } from '../limits.ts';
import { explodes } from '../reading/bytes.ts';
import type { Surroundings } from '../importers/importer.ts';
import type { Staged } from '../store/staging.ts';
import type { FileReport } from '../types.ts';
import { type OnRead, type Part, type Reading, readFiles } from './reader.ts';
import { type Share, halve, isWorthSharing } from './shares.ts';

/** What another thread has read. */
export interface SentReading {
  staged: Staged;
  drafts: FileReport[];
  part: Part | undefined;
}

/** Reads a share of the files at the same time, in a thread of its own. */
export interface SecondReader {
  /** See `readFiles`. */
  read(
    files: File[],
    share: Share,
    surroundings: Surroundings,
    onRead: OnRead
  ): Promise<SentReading | undefined>;
  /** Ends it, whatever it is doing. */
  end(): void;
}

/** What a second reader's thread does. @returns undefined where one reader has to read everything. */
export async function readShare(
  files: File[],
  share: Share,
  surroundings: Surroundings,
  onRead: OnRead
): Promise<SentReading | undefined> {
  const reading = await readFiles(files, share, surroundings, onRead, undefined);
  return reading && { staged: reading.staging.pack(), drafts: reading.drafts, part: reading.part };
}

/**
 * Reads the files with two readers.
 * @returns exactly what one reader would; undefined where this is not worth it, or only one reader can tell: where a
 * format needs all its files together, and wherever a limit that counts over a whole zip may have been reached.
 * @throws the signal's reason.
 */
export async function readTogether(
  files: File[],
  open: () => SecondReader,
  surroundings: Surroundings,
  onRead: (fileIndex: number, bytes: number, records: number, shown: number) => void,
  signal: AbortSignal | undefined
): Promise<Reading | undefined> {
  if (!isWorthSharing(files)) return undefined;
  // It starts while the files are looked at.
  const reader = open();
  const given = new AbortController();
  const ended = signal ? AbortSignal.any([given.signal, signal]) : given.signal;
  const shares = await halve(files);
  if (!shares) {
    reader.end();
    return undefined;
  }
  const [first, second] = shares;
  // Whoever looks on sees one file after the other.
  const at = { mine: first.from.file, theirs: second.from.file };
  const tellFor =
    (whose: 'mine' | 'theirs'): OnRead =>
    (fileIndex, bytes, records) => {
      at[whose] = fileIndex;
      onRead(fileIndex, bytes, records, Math.min(at.mine, at.theirs));
    };
  const theirs = reader.read(files, second, surroundings, tellFor('theirs')).catch(() => undefined);
  // Where one of them gives up, the other's work is in vain.
  void theirs.then((sent) => {
    if (!sent) given.abort();
  });
  try {
    const mine = await readFiles(files, first, surroundings, tellFor('mine'), ended);
    at.mine = Infinity;
    const sent = mine && (await until(ended, theirs));
    if (!mine || !sent || !isWhole(files[second.from.file], mine, sent)) return undefined;
    mine.staging.append(sent.staged, mine.drafts.length);
    // Not as arguments: there may be thousands.
    for (const draft of sent.drafts) mine.drafts.push(draft);
    return { staging: mine.staging, drafts: mine.drafts };
  } catch (error) {
    signal?.throwIfAborted();
    if (given.signal.aborted) return undefined;
    throw error;
  } finally {
    reader.end();
  }
}

/** Whether two readers, each of which counted for itself, kept the limits together. */
function isWhole(file: File | undefined, mine: Reading, theirs: SentReading): boolean {
  const staged = theirs.staged.blocks.reduce((sum, { length }) => sum + length, mine.staging.length);
  if (staged > MAX_EVENTS) return false;
  const [a, b] = [mine.part, theirs.part];
  if (!a || !b) return true;
  return (
    a.whole &&
    b.whole &&
    a.bombs + b.bombs === 0 &&
    a.members + b.members <= MAX_MEMBERS &&
    a.recognised + b.recognised > 0 &&
    !explodes(a.bytes + b.bytes, file?.size ?? 0)
  );
}

/** @throws the signal's reason, as soon as it comes. */
function until<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stop);
    });
  });
}
