import type { Opening } from '$lib/player/index.ts';
import type { RenderingWorker } from '../../../workers/rendering.worker.ts';
import type { Take } from '$lib/catalogue/index.ts';
import { isFileId } from '$lib/files/index.ts';
import { startRenderingThread, type Thread } from '../threads.ts';

/** Pieces in memory: the one that plays, the one after it, and one to go back to. Up to 31 MB each. */
const KEPT = 3;

/** The sound of pieces, made by a worker when it is asked for. */
export class Sounds {
  /** By piece, the one asked for last at the end. */
  readonly #takes = new Map<string, Take>();
  #thread: Promise<Thread<RenderingWorker>> | undefined;
  #running: { piece: string; done: Promise<void>; listen: ((take: Take) => void) | undefined } | undefined;

  /** @param openFile gets the sound of a file of the listener's; rejects where it is not to be had */
  constructor(private readonly openFile: (id: string) => Promise<Take>) {}

  /**
   * What there is of a piece, and more as it comes. Another piece that is being made gives way.
   * @returns what rejects when the worker breaks, and else resolves
   */
  open(piece: string): Opening {
    return async (onTake) => {
      if (isFileId(piece)) {
        onTake(await this.openFile(piece));
        return;
      }
      const take = this.#takes.get(piece);
      if (take) {
        this.#keep(piece, take);
        onTake(take);
      }
      if (take?.whole) return;
      if (this.#running?.piece !== piece) this.#run(piece);
      if (this.#running) this.#running.listen = onTake;
      await this.#running?.done;
    };
  }

  /** Makes a piece that will be asked for. */
  prepare(piece: string): void {
    if (!isFileId(piece) && !this.#running && !this.#takes.get(piece)?.whole) this.#run(piece);
  }

  /** Ends the worker and lets go of everything. */
  end(): void {
    this.#takes.clear();
    void this.#thread?.then((thread) => {
      thread.end();
    });
    this.#thread = undefined;
  }

  #run(piece: string): void {
    const done = this.#render(piece).finally(() => {
      if (this.#running?.done === done) this.#running = undefined;
    });
    // Whoever waits for the sound hears of it.
    done.catch(() => undefined);
    this.#running = { piece, done, listen: undefined };
  }

  async #render(piece: string): Promise<void> {
    try {
      const { remote, callback, broken } = await (this.#thread ??= startRenderingThread());
      const onTake = callback((take: Take) => {
        this.#keep(piece, take);
        if (this.#running?.piece === piece) this.#running.listen?.(take);
      });
      await Promise.race([remote.render(piece, onTake), broken]);
    } catch (error) {
      this.#thread = undefined;
      throw error;
    }
  }

  #keep(piece: string, take: Take): void {
    this.#takes.delete(piece);
    this.#takes.set(piece, take);
    for (const oldest of this.#takes.keys()) {
      if (this.#takes.size <= KEPT) break;
      this.#takes.delete(oldest);
    }
  }
}
