import { mix, seededRandom, type SeededRandom } from '../random/index.ts';
import { FAMILIES, FAMILY_IDS } from './families/index.ts';
import type { FamilyId, Parameters, Range } from './families/family.ts';
import { titleOf } from './titles.ts';
import type { Score } from './score.ts';

/** Pieces of a family. */
export const SEEDS = 40;

/** A generated piece: all of it follows from its family and its number. */
export interface Piece {
  /** 'felt-07' */
  id: string;
  family: FamilyId;
  /** 1 ... 40 */
  number: number;
  title: string;
  parameters: Parameters;
}

/** @throws RangeError where there is no such piece */
export function pieceOf(family: FamilyId, number: number): Piece {
  if (!(Number.isInteger(number) && number >= 1 && number <= SEEDS))
    throw new RangeError(`There is no piece ${number} of "${family}".`);
  const random = randomOf(family, number, 'parameters');
  const { ranges, modes } = FAMILIES[family];
  const parameters: Parameters = {
    tempo: Math.round(within(random, ranges.tempo)),
    mode: modes[random.below(modes.length)] ?? 'ionian',
    root: 41 + random.below(10),
    density: hundredths(within(random, ranges.density)),
    brightness: hundredths(within(random, ranges.brightness)),
    texture: hundredths(within(random, ranges.texture)),
    seconds: 120 + random.below(121)
  };
  const id = `${family}-${String(number).padStart(2, '0')}`;
  return { id, family, number, title: titleOf(family, number), parameters };
}

/** The whole catalogue: eight families of forty pieces. */
export function allPieces(): Piece[] {
  return FAMILY_IDS.flatMap((family) => Array.from({ length: SEEDS }, (_, i) => pieceOf(family, i + 1)));
}

/** The piece of an id, or undefined where there is none, e.g. in an address that somebody typed. */
export function findPiece(id: string): Piece | undefined {
  const [family, number] = id.split('-');
  const known = FAMILY_IDS.find((one) => one === family);
  const value = Number(number);
  if (!known || !Number.isInteger(value) || value < 1 || value > SEEDS) return undefined;
  const piece = pieceOf(known, value);
  return piece.id === id ? piece : undefined;
}

/** The events that the piece consists of. */
export function scoreOf({ family, number, parameters }: Piece): Score {
  return FAMILIES[family].compose(parameters, randomOf(family, number, 'score'));
}

/** Two streams a piece: a change in how parameters are drawn must not rewrite the music. */
function randomOf(family: FamilyId, number: number, stream: 'parameters' | 'score'): SeededRandom {
  const seed = 1000 * (FAMILY_IDS.indexOf(family) + 1) + number;
  return seededRandom(mix(stream === 'score' ? seed ^ 0x5ca1ab1e : seed));
}

function within(random: SeededRandom, [least, most]: Range): number {
  return least + (most - least) * random.uniform();
}

function hundredths(value: number): number {
  return Math.round(100 * value) / 100;
}
