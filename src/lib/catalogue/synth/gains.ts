import type { FamilyId } from '../families/family.ts';

/** Tenths of a decibel for each piece; written by `npm run bench -- rendering --write-gains`. */
export const GAINS: Record<FamilyId, readonly number[]> = {
  drift: [],
  bells: [],
  felt: [],
  pulse: [],
  rain: [],
  cascade: [],
  night: [],
  strings: []
};
