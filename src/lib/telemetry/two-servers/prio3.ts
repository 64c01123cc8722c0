import { Prio3Histogram, Prio3SumVec, type Prio3 } from '@divviup/prio3';

const SHARES = 2;

/** What one device tells, and so what the two servers add up: one of some options, or a bit for each of them. */
export type Answers =
  | { readonly kind: 'choice'; readonly answers: readonly number[] }
  | { readonly kind: 'bits'; readonly answers: readonly Uint8Array[] };

/** How a device splits its answer into shares, and how the servers check and add them without seeing it. */
export type Vdaf<Answer> = Prio3<Answer, number[]>;

/** A proof is shortest where its chunks are about as long as there are many. */
export function chunkLength(length: number): number {
  return Math.ceil(Math.sqrt(length));
}

/** Counts one option a device; a device cannot name two, or one twice. @param length number of options */
export function choiceVdaf(length: number): Vdaf<number> {
  return new Prio3Histogram({ shares: SHARES, length, chunkLength: chunkLength(length) });
}

/** Adds up a bit for each option; a device cannot add more than 1 to any. @param length number of options */
export function bitsVdaf(length: number): Vdaf<number[]> {
  return new Prio3SumVec({ shares: SHARES, length, bits: 1, chunkLength: chunkLength(length) });
}
