import { type History, type HistoryView, onHistoryChanged } from '../../lib/history/index.ts';

/** The history in memory, read anew when it was asked for after a change. */
export class KeptView {
  #reading: Promise<HistoryView> | undefined;

  constructor(private readonly history: Pick<History, 'view' | 'summary'>) {
    onHistoryChanged(() => {
      this.#reading = undefined;
    });
  }

  /** @throws StorageError where the browser does not let it read. */
  async get(): Promise<HistoryView> {
    for (;;) {
      const reading = (this.#reading ??= this.#read());
      // Who asks may have heard of a change before this worker did.
      const [view, { revision }] = await Promise.all([reading, this.history.summary()]);
      if (reading === this.#reading && view.revision === revision) return view;
      if (reading === this.#reading) this.#reading = undefined;
    }
  }

  #read(): Promise<HistoryView> {
    const reading = this.history.view();
    reading.catch(() => {
      if (this.#reading === reading) this.#reading = undefined;
    });
    return reading;
  }
}
