import { timeInterleaved, type InterleavedOptions, type Samples } from '../calibration.ts';
import type { RungName } from '../encoding/encoder.ts';
import { messageOf, type Built } from './climb.ts';
import type { Reference } from './reference.ts';

/**
 * Calls over which a build's cost is spread. A list asks for its own state and one for each play that may be its
 * reason, about 33, and a model serves some 30 lists before the next one is learnt.
 */
const CALLS_PER_BUILD = 1000;

/** Times the encoders on the same full window. @returns of each its samples, or why it failed */
export async function timeBuilt(
  built: readonly Built[],
  { windows: [window] }: Reference,
  options: InterleavedOptions
): Promise<Map<RungName, Samples | string>> {
  const failures = new Map<RungName, string>();
  const calls = new Map(
    built.map(({ name, encoder }) => [
      name,
      async () => {
        // One that has failed holds the others up no longer.
        if (!window || failures.has(name)) return;
        await encoder.encode(window.rows, window.plays).catch((error: unknown) => {
          failures.set(name, messageOf(error));
        });
      }
    ])
  );
  const samples = await timeInterleaved(calls, options);
  return new Map<RungName, Samples | string>([...samples, ...failures]);
}

/**
 * Milliseconds a call, with its share of the build.
 * @param p50 of the calls, ms
 */
export function costOf(p50: number, { build, first }: Pick<Built, 'build' | 'first'>): number {
  return p50 + (build + first) / CALLS_PER_BUILD;
}
