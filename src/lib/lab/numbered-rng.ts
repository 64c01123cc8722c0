import type { Rng } from '../privacy/index.ts';
import { mix, seededRandom } from '../random/index.ts';

/**
 * Bits that a number decides, so that a link shows the same draw to everybody. That is right for a picture and would
 * protect nobody: what leaves a device is drawn by `secureRng` alone, which the type `Privatized` sees to.
 * @param draw number of the draw
 * @param stream name of what is drawn: different names give unrelated bits
 */
export function numberedRng(draw: number, stream: string): Rng {
  const random = seededRandom(hash(`${draw} ${stream}`));
  return { bits: (n) => (random.uniform() * 2 ** 32) >>> (32 - n) };
}

/** FNV-1a with a last mixing, 32 bits. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return mix(state);
}
