import { SKIP_BELOW_MS } from '$lib/history/index.ts';
import { Listen, type Listened } from '$lib/player/index.ts';
import type { HeardLog } from './heard.ts';

interface Followed {
  /** When the piece began, ms since epoch, where it just has. */
  began: number | undefined;
  /** Whether there is something new in the log. */
  noted: boolean;
}

/**
 * Counts how long the piece that plays is heard. It is noted twice: as soon as it counts as played, so that the
 * recommendations need not wait for its end, and with its whole length when it is over.
 */
export class Recorder {
  #listen: Listen | undefined;
  #counts = false;

  /** @param clock ms since epoch */
  constructor(
    private readonly log: Pick<HeardLog, 'note'>,
    private readonly clock: () => number
  ) {}

  /** What came of the piece so far. */
  get soFar(): Listened | undefined {
    return this.#listen?.soFar;
  }

  /** Goes on with a piece that the end of a page had interrupted: the same play, however long that was ago. */
  resume({ piece, startedAt, msPlayed }: Listened): void {
    this.#listen = new Listen(piece, startedAt, msPlayed);
    this.#counts = msPlayed >= SKIP_BELOW_MS;
  }

  /** To be called now and then, and whenever sound begins or stops. */
  follow(piece: string, sounds: boolean): Followed {
    const now = this.clock();
    const begins = sounds && !this.#listen;
    if (begins) this.#listen = new Listen(piece, now);
    if (sounds) {
      this.#listen?.sounds(now);
      this.#listen?.ticks(now);
    } else this.#listen?.stops(now);
    return { began: begins ? now : undefined, noted: this.#noteOnce() };
  }

  /**
   * The piece is over, or was left.
   * @param closing whether only the page was: that says nothing against the piece, so it is no skip
   * @returns whether there is something new in the log
   */
  end({ closing = false } = {}): boolean {
    const listened = this.#listen?.end(this.clock());
    this.#listen = undefined;
    this.#counts = false;
    if (!listened || (closing && listened.msPlayed < SKIP_BELOW_MS)) return false;
    this.log.note(listened);
    return true;
  }

  #noteOnce(): boolean {
    const { soFar } = this;
    if (this.#counts || !soFar || soFar.msPlayed < SKIP_BELOW_MS) return false;
    this.#counts = true;
    this.log.note(soFar);
    return true;
  }
}
