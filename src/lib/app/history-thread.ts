import type { HistoryWorker } from '../../workers/history.worker.ts';
import { startHistoryThread, type Thread } from './threads.ts';

/** The worker that holds the plays: one for all who ask, started by the first. */
export class HistoryThread {
  #thread: Promise<Thread<HistoryWorker>> | undefined;

  /**
   * Runs `ask` against the worker.
   * @throws what the worker threw, or a ThreadError when it broke; the next call starts a new one.
   */
  async ask<T>(ask: (remote: Thread<HistoryWorker>['remote']) => Promise<T>): Promise<T> {
    const opening = (this.#thread ??= startHistoryThread());
    const forget = () => {
      if (this.#thread === opening) this.end();
    };
    opening.catch(forget);
    const { remote, broken } = await opening;
    broken.catch(forget);
    return await Promise.race([ask(remote), broken]);
  }

  /** Ends the worker, e.g. before everything is deleted. What it was asked stays unanswered. */
  end(): void {
    this.#thread?.then(
      (thread) => {
        thread.end();
      },
      () => undefined
    );
    this.#thread = undefined;
  }
}
