import type { InterleavedOptions, Samples } from '../calibration.ts';
import type { RungName } from '../encoding/encoder.ts';
import { timeFallible } from '../timing.ts';
import type { Built } from './climb.ts';
import type { Reference } from './reference.ts';

/**
 * Calls over which a build's cost is spread. A list asks for its own state and one for each play that may be its
 * reason, about 33, and a model serves some 30 lists before the next one is learnt.
 */
const CALLS_PER_BUILD = 1000;

/** Times the encoders on the same full window. @returns of each its samples, or why it failed */
export function timeBuilt(
  built: readonly Built[],
  { windows: [window] }: Reference,
  options: InterleavedOptions
): Promise<Map<RungName, Samples | string>> {
  if (!window) throw new RangeError('there is no window to encode');
  const { rows, plays } = window;
  const calls = built.map(({ name, encoder }) => [name, () => encoder.encode(rows, plays)] as const);
  return timeFallible(new Map(calls), options);
}

/**
 * Milliseconds a call, with its share of the build.
 * @param p50 of the calls, ms
 */
export function costOf(p50: number, { build, first }: Pick<Built, 'build' | 'first'>): number {
  return p50 + (build + first) / CALLS_PER_BUILD;
}
