import { type SeededRandom, shuffle } from '../../random/index.ts';
import { MOODS, pick, type SampleMusic } from './music.ts';

const DAY = 24 * 60 * 60 * 1000;
/** A piece is not heard again sooner than this unless it is played on purpose, ms. */
const REST = 40 * 60 * 1000;

/** How a stretch of music is chosen. */
export type Mode = 'favourites' | 'album' | 'playlist' | 'exploring';

/** What the listener likes, knows and remembers. */
export class Mind {
  /** By piece: how much it is liked, 1 on average or so. */
  readonly #liking: number[];
  /** By artist: stretches of time in which it is in favour. */
  readonly #phases: { from: number; to: number; strength: number }[][];
  readonly #playlists: { since: number; pieces: number[] }[] = [];
  readonly #past: number[] = [];
  readonly #lastHeard = new Map<number, number>();

  constructor(
    private readonly random: SeededRandom,
    private readonly music: SampleMusic,
    { from, to }: { from: number; to: number }
  ) {
    this.#liking = music.pieces.map(() => Math.exp(2 * (random.uniform() + random.uniform() - 1)));
    this.#phases = music.albums.map((_, artist) => {
      // A few artists matter far more than the rest.
      const strength = 1 / (1 + artist) ** 0.7;
      const discovered = random.uniform() < 0.4 ? from : from + random.uniform() * (to - from);
      return Array.from({ length: 1 + random.below(4) }, (_, phase) => {
        const start = phase === 0 ? discovered : discovered + random.uniform() * (to - discovered);
        return { from: start, to: start + (2 + random.below(9)) * 7 * DAY, strength };
      });
    });
  }

  remember(piece: number, now: number): void {
    this.#past.push(piece);
    this.#lastHeard.set(piece, now);
  }

  /** The pieces of one session, each drawn with what was heard before it in mind. */
  *session(
    mode: Mode,
    length: number,
    start: number,
    mood: number
  ): Generator<{ piece: number; mode: Mode }> {
    let done = 0;
    while (done < length) {
      for (const piece of this.#stretch(mode, start, mood)) {
        yield { piece, mode };
        if (++done === length) return;
      }
    }
  }

  #stretch(mode: Mode, now: number, mood: number): readonly number[] {
    if (mode === 'album') return pick(this.random, this.#albumsOf(this.#artistInFavour(now)));
    if (mode === 'playlist') return this.#playlist(now);
    if (mode === 'exploring') {
      const pieces = this.#albumsOf(this.random.below(this.music.albums.length)).flat();
      return shuffle(pieces, this.random).slice(0, 2 + this.random.below(4));
    }
    return [this.#favourite(now, mood)];
  }

  /** Something heard before, more likely when often and lately; now and then something new of an artist in favour. */
  #favourite(now: number, mood: number): number {
    for (let tries = 0; tries < 12 && this.#past.length > 20 && this.random.uniform() > 0.12; tries++) {
      // A power law over the past: twice as far back is half as likely.
      const back = Math.floor(this.#past.length ** this.random.uniform());
      const piece = this.#past[this.#past.length - back] ?? 0;
      if (now - (this.#lastHeard.get(piece) ?? 0) < REST) continue;
      if (this.music.pieces[piece]?.mood !== mood && this.random.uniform() < 0.4) continue;
      if ((this.#liking[piece] ?? 0) > this.random.uniform() * 2) return piece;
    }
    return pick(this.random, this.#albumsOf(this.#artistInFavour(now)).flat());
  }

  /** A list of favourites in a fixed order, from somewhere within. A new one is made every two months or so. */
  #playlist(now: number): readonly number[] {
    const newest = this.#playlists.at(-1);
    if (!newest || now - newest.since > 60 * DAY) {
      const pieces = new Set<number>();
      for (let tries = 0; tries < 60 && pieces.size < 16; tries++)
        pieces.add(this.#favourite(now, tries % MOODS));
      this.#playlists.push({ since: now, pieces: [...pieces] });
    }
    // The newest two or three lists are the ones in use.
    const { pieces } = pick(this.random, this.#playlists.slice(-3));
    const from = this.random.below(pieces.length);
    return pieces.slice(from);
  }

  #artistInFavour(now: number): number {
    const weights = this.#phases.map((phases) =>
      phases.reduce((sum, { from, to, strength }) => sum + (from <= now && now < to ? strength : 0), 0)
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    if (total === 0) return this.random.below(weights.length);
    let rest = this.random.uniform() * total;
    const chosen = weights.findIndex((weight) => (rest -= weight) < 0);
    return Math.max(0, chosen);
  }

  #albumsOf(artist: number): readonly (readonly number[])[] {
    return this.music.albums[artist] ?? [];
  }
}
