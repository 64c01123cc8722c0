import { expose } from 'comlink';
import { findPiece, record, type Take } from '../lib/catalogue/index.ts';

/** Blocks between two looks at the messages, about a second of music. */
const STRETCH = 3;

let latest = 0;

const api = {
  /**
   * Renders a piece, unless another call comes: that one ends this one.
   * @param onTake called with what there is of it so far, the last time with the whole
   */
  async render(id: string, onTake: (take: Take) => void): Promise<void> {
    const call = ++latest;
    const piece = findPiece(id);
    if (!piece) return;
    let blocks = 0;
    for (const take of record(piece)) {
      if (take) onTake(take);
      if (++blocks % STRETCH === 0) await new Promise((resolve) => setTimeout(resolve));
      if (call !== latest) return;
    }
  }
};

/** What a page calls through Comlink. */
export type RenderingWorker = typeof api;

expose(api);
