/** A bijection of 32-bit numbers in which each input bit flips each output bit half of the time (Wellons' lowbias32). */
export function hash(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) | 0;
}
