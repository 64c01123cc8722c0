import { parentPort, workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

// A thread of barrier.test.ts. JavaScript, because the test's own compiler does not reach into threads.
register();
const { Barrier } = await import('../../../../../src/lib/compute/training/wasm/threads/barrier.ts');

/**
 * @typedef {object} Walker
 * @property {Int32Array<SharedArrayBuffer>} words of the barrier
 * @property {Int32Array<SharedArrayBuffer>} places one for each thread, where it writes the number of the round
 * @property {number} thread
 * @property {number} rounds
 * @property {number} patience
 */
// The cast is the compiler's alone.
// eslint-disable-next-line @typescript-eslint/no-unsafe-assignment
const { words, places, thread, rounds, patience } = /** @type {Walker} */ (workerData);
const barrier = new Barrier(words, places.length, patience);

parentPort?.once('message', () => {
  parentPort?.postMessage(walk());
});
parentPort?.postMessage('ready');

function walk() {
  try {
    for (let round = 1; round <= rounds; round++) {
      places[thread] = round;
      barrier.pass();
      // Between the two, nobody writes.
      if (places.some((place) => place !== round)) return `places ${places.join()} in round ${round}`;
      barrier.pass();
    }
    return 'sound';
  } catch (error) {
    return error instanceof Error ? error.message : 'something else';
  }
}
