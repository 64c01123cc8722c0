import type { Piece } from '../piece.ts';
import { GAINS } from './gains.ts';

/**
 * The factor that brings a piece to -16 LUFS (a little lower where its peaks would be cut). From a table that
 * `npm run bench -- rendering --write-gains` renews, so that a piece can begin before its end is known.
 */
export function gainOf({ family, number }: Piece): number {
  const tenths = GAINS[family][number - 1] ?? 0;
  let factor = 1;
  // 10^(1/200): a tenth of a decibel. Math.pow may differ from engine to engine.
  for (let i = 0; i < tenths; i++) factor *= 1.0115794542598986;
  for (let i = 0; i > tenths; i--) factor /= 1.0115794542598986;
  return factor;
}
