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
