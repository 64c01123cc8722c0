import { median, quantile, timeInterleaved, type InterleavedOptions, type Samples } from './calibration.ts';
import { messageOf } from './missing.ts';

/** What calls take; times in ms. */
export interface CallTimes {
  p50: number;
  p95: number;
  /** Calls that were timed. */
  n: number;
}

export function callTimes({ times, calls }: Samples): CallTimes {
  return { p50: median(times), p95: quantile(times, 0.95), n: times.length * calls };
}

/**
 * `timeInterleaved` for contenders that may fail, which then hold the others up no longer.
 * @returns of each its samples, or why it failed
 */
export async function timeFallible<Name>(
  contenders: ReadonlyMap<Name, () => Promise<unknown>>,
  options: InterleavedOptions
): Promise<Map<Name, Samples | string>> {
  const failures = new Map<Name, string>();
  const calls = new Map(
    [...contenders].map(([name, call]) => [
      name,
      async () => {
        if (failures.has(name)) return;
        await call().catch((error: unknown) => failures.set(name, messageOf(error)));
      }
    ])
  );
  const samples = await timeInterleaved(calls, options);
  return new Map<Name, Samples | string>([...samples, ...failures]);
}
