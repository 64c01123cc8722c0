import { expose, transfer } from 'comlink';
import { type OnRead, type SentReading, type Share, readShare } from '../lib/history/index.ts';
import { throttle } from './throttle.ts';

/** Reads a share of the files of an import, for the import's own worker. */
const api = {
  async read(
    files: File[],
    share: Share,
    timeZone: string,
    onRead: OnRead
  ): Promise<SentReading | undefined> {
    const sum = { bytes: 0, records: 0 };
    let file = share.from.file;
    const progress = throttle(() => {
      onRead(file, sum.bytes, sum.records);
      sum.bytes = sum.records = 0;
    });
    const reading = await readShare(files, share, { timeZone }, (index, bytes, records) => {
      if (index !== file) progress.flush();
      file = index;
      sum.bytes += bytes;
      sum.records += records;
      progress.tell();
    });
    progress.flush();
    return reading && transfer(reading, buffersOf(reading));
  }
};

/** What the import worker calls through Comlink. */
export type ReadingWorker = typeof api;

function buffersOf({ staged: { blocks } }: SentReading): ArrayBuffer[] {
  return blocks.flatMap(({ events, file }) => [
    file.buffer,
    ...Object.values(events).map((column: { buffer: ArrayBuffer }) => column.buffer)
  ]);
}

expose(api);
