import { add, clear, EMPTY, lineOf, move, type Queue, remove } from '$lib/player/index.ts';
import { readQueue, writeQueue } from './kept.ts';
import { QUEUE_KEY } from './queue-key.ts';

/** The queue as people see and change it: kept in the browser, so that it outlives the tab, and one for all tabs. */
export class QueueList {
  queue = $state.raw<Queue>(EMPTY);
  /** Where the listener's queue ends, in places of `queue.upcoming`. */
  readonly line = $derived(lineOf(this.queue));

  /**
   * @param storage the browser's
   * @param onchange called after every change that this tab makes
   * @param onfollow called after one that another tab has made
   */
  constructor(
    private readonly storage: Pick<Storage, 'getItem' | 'setItem'>,
    private readonly onchange: () => void,
    private readonly onfollow: () => void
  ) {
    this.queue = readQueue(storage);
    addEventListener('storage', this.#hear);
  }

  set(queue: Queue): void {
    if (queue === this.queue) return;
    this.queue = queue;
    writeQueue(this.storage, queue);
    this.onchange();
  }

  /** @param to its place among those to come, from 0 */
  move(key: number, to: number): void {
    this.set(move(this.queue, key, to));
  }

  remove(key: number): void {
    this.set(remove(this.queue, key));
  }

  /** Takes out what the listener asked for. @returns what brings it back */
  clear(): () => void {
    const own = this.queue.upcoming.slice(0, this.line).map(({ piece }) => piece);
    this.set(clear(this.queue));
    return () => {
      this.set(add(this.queue, own));
    };
  }

  /** Follows other tabs no longer. */
  close(): void {
    removeEventListener('storage', this.#hear);
  }

  readonly #hear = ({ key }: StorageEvent): void => {
    if (key !== QUEUE_KEY) return;
    this.queue = readQueue(this.storage);
    this.onfollow();
  };
}
