const ARRIVED = 0;
const ROUND = 1;
const BROKEN = 2;

/** Words of shared memory that a barrier needs, zero at first. */
export const BARRIER_WORDS = 3;

/** Where a fixed number of threads wait for each other, again and again. Each thread has one, on the same words. */
export class Barrier {
  /**
   * @param words in shared memory
   * @param patience how long a thread waits for the others, ms: one that was killed would never come
   */
  constructor(
    private readonly words: Int32Array<SharedArrayBuffer>,
    private readonly threads: number,
    private readonly patience: number
  ) {}

  /**
   * Returns when all threads have called it. What one of them wrote to shared memory before, all can read afterwards.
   * @throws Error where a thread has failed or did not come in time; all calls do so from then on, in all threads
   * @throws TypeError on a page: only workers may wait
   */
  pass(): void {
    const { words } = this;
    const round = Atomics.load(words, ROUND);
    // After the round was read: what breaks later ends the round as well.
    this.check();
    if (Atomics.add(words, ARRIVED, 1) + 1 === this.threads) {
      Atomics.store(words, ARRIVED, 0);
      this.#endRound();
    }
    while (Atomics.load(words, ROUND) === round) {
      if (Atomics.wait(words, ROUND, round, this.patience) === 'timed-out') this.break();
    }
    this.check();
  }

  /** Says that this thread, or one that it knows of, will never come again. */
  break(): void {
    Atomics.store(this.words, BROKEN, 1);
    this.#endRound();
  }

  /** @throws Error where a thread has failed */
  check(): void {
    if (Atomics.load(this.words, BROKEN) !== 0) throw new Error('A thread of the training failed.');
  }

  #endRound(): void {
    Atomics.add(this.words, ROUND, 1);
    Atomics.notify(this.words, ROUND);
  }
}
