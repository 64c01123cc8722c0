import { SKIP_BELOW_MS } from '$lib/history/index.ts';
import { Listen } from '$lib/player/index.ts';
import type { HeardLog } from './heard.ts';

/** Counts how long the piece that plays is heard, and notes it when that is over. */
export class Recorder {
  #listen: Listen | undefined;

  /** @param clock ms since epoch */
  constructor(
    private readonly log: Pick<HeardLog, 'note'>,
    private readonly clock: () => number
  ) {}

  /**
   * To be called now and then, and whenever sound begins or stops.
   * @returns when the piece began, ms since epoch, where it just has
   */
  follow(piece: string, sounds: boolean): number | undefined {
    const now = this.clock();
    const begins = sounds && !this.#listen;
    if (begins) this.#listen = new Listen(piece, now);
    if (sounds) {
      this.#listen?.sounds(now);
      this.#listen?.ticks(now);
    } else this.#listen?.stops(now);
    return begins ? now : undefined;
  }

  /**
   * The piece is over, or was left.
   * @param closing whether only the page was: that says nothing against the piece, so it is no skip
   * @returns whether there is something new in the log
   */
  end({ closing = false } = {}): boolean {
    const listened = this.#listen?.end(this.clock());
    this.#listen = undefined;
    if (!listened || (closing && listened.msPlayed < SKIP_BELOW_MS)) return false;
    this.log.note(listened);
    return true;
  }
}
