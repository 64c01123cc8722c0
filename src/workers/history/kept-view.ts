import { type History, type HistoryView, onHistoryChanged } from '../../lib/history/index.ts';

/** The history in memory, read anew when it was asked for after a change. */
export class KeptView {
  #reading: Promise<HistoryView> | undefined;

  constructor(private readonly history: Pick<History, 'view'>) {
    onHistoryChanged(() => {
      this.#reading = undefined;
    });
  }

  /** @throws StorageError where the browser does not let it read. */
  async get(): Promise<HistoryView> {
    for (;;) {
      const reading = (this.#reading ??= this.#read());
      const view = await reading;
      // Changed while it was being read: what came of it may be from before.
      if (reading === this.#reading) return view;
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
