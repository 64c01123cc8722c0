import type { RungName } from '../encoding/encoder.ts';
import type { EncoderWeights } from '../encoding/weights.ts';
import { hash } from '../hash.ts';
import type { Candidate } from './climb.ts';

/** Which rung was the best one, and for which model that was measured. */
export interface Choice {
  model: number;
  rung: RungName;
}

/** What a choice depends on beside the model: another browser or another adapter is another device. */
export function deviceKey(browser: string, candidates: readonly Candidate[]): string {
  const found = candidates.map(
    ({ name, routes }) => `${name}: ${routes.map(({ adapter }) => adapter).join(', ')}`
  );
  return [browser, ...found].join('; ');
}

/** Equal models have equal hashes, 32 bits. */
export function modelHash({ shape, values }: EncoderWeights): number {
  let h = 0;
  const { width, heads, blocks, hidden, context } = shape;
  for (const size of [width, heads, blocks, hidden, context]) h = hash(h ^ size);
  const words = new Uint32Array(values.slice().buffer);
  for (const word of words) h = hash(h ^ word);
  return h >>> 0;
}
