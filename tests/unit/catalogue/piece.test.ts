import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  allPieces,
  FAMILIES,
  FAMILY_IDS,
  featuresOf,
  FEATURES,
  findPiece,
  hashOf,
  pieceOf,
  scoreOf,
  SEEDS
} from '$lib/catalogue/index.ts';

const pieces = allPieces();
const anyPiece = fc.constantFrom(...pieces);

test('the catalogue holds forty pieces of each family, no id and no title twice', () => {
  expect(pieces).toHaveLength(FAMILY_IDS.length * SEEDS);
  expect(new Set(pieces.map(({ id }) => id)).size).toBe(pieces.length);
  expect(new Set(pieces.map(({ title }) => title)).size).toBe(pieces.length);
});

test('a piece is found by its id, and nothing else is', () => {
  for (const piece of pieces) expect(findPiece(piece.id)).toEqual(piece);
  for (const id of [
    '',
    'felt',
    'felt-',
    'felt-0',
    'felt-41',
    'felt-7',
    'felt-007',
    'polka-01',
    'felt-01-02',
    'felt-1e0'
  ])
    expect(findPiece(id), id).toBeUndefined();
  expect(() => pieceOf('felt', 41)).toThrow(RangeError);
});

test('parameters lie in the ranges of their family', () => {
  for (const { family, parameters } of pieces) {
    const { ranges, modes } = FAMILIES[family];
    for (const name of ['tempo', 'density', 'brightness', 'texture'] as const) {
      expect(parameters[name]).toBeGreaterThanOrEqual(ranges[name][0]);
      expect(parameters[name]).toBeLessThanOrEqual(ranges[name][1]);
    }
    expect(modes).toContain(parameters.mode);
    expect(parameters.seconds).toBeGreaterThanOrEqual(120);
    expect(parameters.seconds).toBeLessThanOrEqual(240);
  }
});

test.each(FAMILY_IDS)(
  'the forty of "%s" differ in everything, and no parameter follows another',
  (family) => {
    const own = pieces.filter((piece) => piece.family === family).map(({ parameters }) => parameters);
    const { ranges, modes } = FAMILIES[family];
    for (const name of ['tempo', 'density', 'brightness', 'texture'] as const) {
      const [least, most] = ranges[name];
      const quarters = own.map((one) => Math.floor((4 * (one[name] - least)) / (most - least)));
      for (const quarter of [0, 1, 2, 3])
        expect(quarters.filter((one) => Math.min(3, one) === quarter).length, name).toBeGreaterThanOrEqual(3);
    }
    expect(new Set(own.map(({ mode }) => mode)).size).toBe(modes.length);
    expect(new Set(own.map(({ root }) => root)).size).toBeGreaterThanOrEqual(8);
    expect(new Set(own.map(({ seconds }) => seconds)).size).toBeGreaterThanOrEqual(25);
    const names = ['tempo', 'root', 'density', 'brightness', 'texture', 'seconds'] as const;
    for (const [i, a] of names.entries())
      for (const b of names.slice(i + 1)) {
        const r = correlation(
          own.map((one) => one[a]),
          own.map((one) => one[b])
        );
        expect(Math.abs(r), `${a} and ${b}`).toBeLessThan(0.6);
      }
  }
);

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const [ma, mb] = [mean(a), mean(b)];
  const of = (x: readonly number[], mx: number, y: readonly number[], my: number) =>
    mean(x.map((value, i) => (value - mx) * ((y[i] ?? 0) - my)));
  return of(a, ma, b, mb) / Math.sqrt(of(a, ma, a, ma) * of(b, mb, b, mb));
}

describe('a score', () => {
  test('is the same every time, and no two pieces share one', () => {
    const hashes = pieces.map((piece) => hashOf(scoreOf(piece)));
    expect(new Set(hashes).size).toBe(pieces.length);
    fc.assert(
      fc.property(anyPiece, (piece) => {
        expect(hashOf(scoreOf(piece))).toBe(hashes[pieces.indexOf(piece)]);
      }),
      { numRuns: 20, seed: 1 }
    );
  });

  test('has every event in its time, in order, and at a pitch that people hear', () => {
    fc.assert(
      fc.property(anyPiece, (piece) => {
        const { notes, seconds } = scoreOf(piece);
        expect(notes.length).toBeGreaterThan(50);
        let former = 0;
        for (const { at, seconds: length, pitch, velocity, pan } of notes) {
          expect(at).toBeGreaterThanOrEqual(former);
          expect(at + length).toBeLessThanOrEqual(seconds + 1e-9);
          expect(length).toBeGreaterThan(0);
          expect(Number.isInteger(pitch) && pitch >= 24 && pitch <= 108, `${piece.id} ${pitch}`).toBe(true);
          expect(velocity > 0 && velocity <= 1 && Math.abs(pan) <= 1).toBe(true);
          former = at;
        }
        // Nobody waits for the music to begin.
        expect(notes[0]?.at).toBeLessThan(2.5);
      }),
      { numRuns: 80, seed: 2 }
    );
  });
});

test('features lie between 0 and 1, and pieces of a family lie nearer to each other than to others', () => {
  const vectors = pieces.map(featuresOf);
  for (const vector of vectors) {
    expect(vector).toHaveLength(FEATURES.length);
    expect(vector.every((value) => value >= 0 && value <= 1)).toBe(true);
  }
  const distance = (a: Float32Array, b: Float32Array) =>
    a.reduce((sum, value, i) => sum + (value - (b[i] ?? 0)) ** 2, 0);
  pieces.forEach((piece, i) => {
    const mine = vectors[i] ?? new Float32Array();
    const nearest = pieces
      .map((other, j) => ({ other, d: distance(mine, vectors[j] ?? new Float32Array()) }))
      .filter(({ other }) => other !== piece)
      .sort((a, b) => a.d - b.d)
      .slice(0, 5);
    for (const { other } of nearest) expect(other.family).toBe(piece.family);
  });
});
