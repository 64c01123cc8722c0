import { parentPort, workerData } from 'node:worker_threads';
import { makeCase } from './cases.ts';
import { check } from './check.ts';
import { loadSamples } from './samples.ts';

/** What a worker is to do: the cases `from` ... `to - 1` of a format. */
export interface FuzzJob {
  format: string;
  seed: number;
  from: number;
  to: number;
  /** The address of this file. */
  module: string;
  /** Where the number of the case in work is kept, for the watchdog. */
  current: Int32Array<SharedArrayBuffer>;
}

/** Sent for each case that went wrong. */
export interface CaseFailure {
  index: number;
  what: string;
}

const { format, seed, from, to, current } = workerData as FuzzJob;
const samples = await loadSamples();
for (let index = from; index < to; index++) {
  Atomics.store(current, 0, index);
  const what = await check(makeCase(samples, format, seed, index));
  if (what !== undefined) parentPort?.postMessage({ index, what } satisfies CaseFailure);
}
