import type { SeededRandom } from '../../random/index.ts';
import { ADJECTIVES, FIRST_NAMES, LAST_NAMES, NOUNS, PLACES, VERBS, plural } from './words.ts';

/** Kinds of music; a listener wants different ones at different hours. */
export const MOODS = 5;

export interface Piece {
  readonly artist: string;
  readonly title: string;
  readonly album: string;
  readonly lengthMs: number;
  /** 0 ... MOODS - 1 */
  readonly mood: number;
}

/** Invented music. Albums and artists are lists of piece numbers, in the order of the album. */
export interface Catalogue {
  readonly pieces: readonly Piece[];
  /** By artist, by album. */
  readonly albums: readonly (readonly (readonly number[])[])[];
}

/** Invents `artists` artists with one to four albums each. */
export function inventCatalogue(random: SeededRandom, artists: number): Catalogue {
  const pieces: Piece[] = [];
  const names = new Set<string>();
  const albums = Array.from({ length: artists }, () => {
    const artist = unused(names, () => artistName(random));
    const mood = random.below(MOODS);
    const titles = new Set<string>();
    return Array.from({ length: 1 + random.below(4) }, () => {
      const album = unused(titles, () => albumName(random));
      return Array.from({ length: 6 + random.below(7) }, () => {
        const title = unused(titles, () => pieceName(random));
        const lengthMs = 120_000 + random.below(210_000);
        return pieces.push({ artist, title, album, lengthMs, mood }) - 1;
      });
    });
  });
  return { pieces, albums };
}

/** @param list not empty. */
export function pick<T>(random: SeededRandom, list: readonly T[]): T {
  const chosen = list[random.below(list.length)];
  if (chosen === undefined) throw new RangeError('nothing to pick from');
  return chosen;
}

/** Draws until a name is new, with a number once the words run short. */
function unused(names: Set<string>, draw: () => string): string {
  let name = draw();
  for (let tries = 1; names.has(name); tries++) name = tries < 8 ? draw() : `${draw()} ${tries}`;
  names.add(name);
  return name;
}

function artistName(random: SeededRandom): string {
  const shape = random.below(4);
  if (shape === 0) return `${pick(random, FIRST_NAMES)} ${pick(random, LAST_NAMES)}`;
  if (shape === 1) return `The ${pick(random, ADJECTIVES)} ${plural(pick(random, NOUNS))}`;
  if (shape === 2) return `${pick(random, NOUNS)} & ${pick(random, NOUNS)}`;
  return `${pick(random, ADJECTIVES)} ${pick(random, NOUNS)}`;
}

function albumName(random: SeededRandom): string {
  const shape = random.below(3);
  if (shape === 0) return `Songs from ${pick(random, PLACES)}`;
  if (shape === 1) return `${pick(random, ADJECTIVES)} ${plural(pick(random, NOUNS))}`;
  return `${pick(random, NOUNS)} Hours`;
}

function pieceName(random: SeededRandom): string {
  const shape = random.below(4);
  if (shape === 0) return `${pick(random, VERBS)} the ${pick(random, NOUNS)}`;
  if (shape === 1) return `${pick(random, NOUNS)} from ${pick(random, PLACES)}`;
  if (shape === 2) return `${pick(random, ADJECTIVES)} ${pick(random, NOUNS)}`;
  return `${pick(random, VERBS)} ${pick(random, ADJECTIVES)} ${plural(pick(random, NOUNS))}`;
}
