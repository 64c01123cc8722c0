import { explain } from './problems.ts';
import type { Thread } from './threads.ts';

/** Work that is done now and then in a worker of its own, one run at a time, and can be cancelled. */
export abstract class WorkerRun<Api> {
  running = $state.raw(false);
  problem = $state.raw<string | undefined>();

  #thread: Thread<Api> | undefined;
  #run = new AbortController();

  constructor(private readonly startThread: () => Promise<Thread<Api>>) {}

  /** Ends the worker. What was found so far stays. */
  cancel(): void {
    this.#run.abort();
    this.#thread?.end();
    this.#thread = undefined;
    this.running = false;
  }

  /**
   * Starts a worker, cancelling what ran before.
   * @param work told by the signal that it was cancelled: what it finds then no longer counts
   */
  protected async run(work: (thread: Thread<Api>, signal: AbortSignal) => Promise<void>): Promise<void> {
    this.cancel();
    const { signal } = (this.#run = new AbortController());
    this.running = true;
    this.problem = undefined;
    try {
      const thread = await this.startThread();
      if (signal.aborted) {
        thread.end();
        return;
      }
      this.#thread = thread;
      await Promise.race([work(thread, signal), thread.broken]);
    } catch (error) {
      if (!signal.aborted) this.problem = explain(error);
    }
    if (!signal.aborted) this.cancel();
  }
}
