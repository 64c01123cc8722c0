import { fadingWindow, type ItemGram, type Ranking } from '../../compute/index.ts';
import { countFollowers, type Followers } from './followers.ts';
import { InverseRows } from './inverse-rows.ts';
import type { PlayLog } from './log.ts';

/** How far apart two plays still have to do with each other, and how far a listener's last plays count, in plays. */
export interface Tempo {
  /** Distance at which two plays of a session have half as much to do with each other, and none at all. */
  halfLife: number;
  reach: number;
  /** Of the ridge. */
  lambda: number;
  /** Age at which a listener's play counts half for what is next: to the item-item part, and to the next-song part. */
  itemMemory: number;
  nextMemory: number;
}

/** Play by play: what is on now decides. Chosen on the tuning slice of 30Music (`npm run bench -- quality --search`). */
export const LISTENING: Tempo = { halfLife: 3, reach: 20, lambda: 20, itemMemory: 1, nextMemory: 2 };
/** One entry a song or artist, in order: taste decides. Chosen on the tuning items of S3-Rec's LastFM, the same way. */
export const COLLECTING: Tempo = { halfLife: 30, reach: 200, lambda: 100, itemMemory: 5, nextMemory: 5 };

/** What parts learn from the same plays; each piece is made when it is first asked for, and shared. */
export class Knowledge {
  #gram: ItemGram | undefined;
  #inverse: InverseRows | undefined;
  #followers: Followers | undefined;
  #successors: Followers | undefined;

  constructor(
    readonly log: PlayLog,
    private readonly ranking: Ranking,
    readonly tempo: Tempo = LISTENING
  ) {}

  /** Which songs are heard together, in one session. */
  get gram(): ItemGram {
    const { halfLife, reach } = this.tempo;
    return (this.#gram ??= this.ranking.itemGram(this.log.items, fadingWindow(halfLife, reach), this.log));
  }

  get inverse(): InverseRows {
    return (this.#inverse ??= new InverseRows(this.gram, this.tempo.lambda));
  }

  /** Which songs are heard some plays later, in one session, fading as the Gram does. */
  get followers(): Followers {
    const { halfLife, reach } = this.tempo;
    const fading = Array.from({ length: reach }, (_, apart) => 2 ** (-apart / halfLife));
    return (this.#followers ??= countFollowers(this.log, fading));
  }

  /** Which songs are heard directly after, in one session. */
  get successors(): Followers {
    return (this.#successors ??= countFollowers(this.log, [1]));
  }

  /** Of all that was made so far. */
  get bytes(): number {
    const counted = [this.#followers, this.#successors].reduce(
      (sum, part) => sum + (part ? 8 * part.columns.length + 8 * part.totals.length : 0),
      0
    );
    return counted + (this.#gram ? 8 * this.#gram.entries : 0) + (this.#inverse?.bytes ?? 0);
  }
}
