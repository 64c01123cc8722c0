import { Worker } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { Barrier, BARRIER_WORDS } from '../../../../../src/lib/compute/training/wasm/threads/barrier.ts';
import type { Walker } from './walker.js';

const ROUNDS = 200;
const workers: Worker[] = [];

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.terminate()));
});

/** Starts threads that each write to a place of their own, and wait, in every round; this one is the first. */
async function startWalkers(threads: number, patience: number) {
  const words = new Int32Array(new SharedArrayBuffer(4 * BARRIER_WORDS));
  const places = new Int32Array(new SharedArrayBuffer(4 * threads));
  const ends: Promise<string>[] = [];
  for (let thread = 1; thread < threads; thread++) {
    const workerData: Walker = { words, places, thread, rounds: ROUNDS, patience };
    const worker = new Worker(new URL('walker.js', import.meta.url), { workerData });
    workers.push(worker);
    await answer(worker);
    ends.push(answer(worker));
    worker.postMessage('go');
  }
  return { barrier: new Barrier(words, threads, patience), places, ends };
}

function answer(worker: Worker): Promise<string> {
  return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
}

test.each([2, 4])('%i threads go through every round together', async (threads) => {
  const { barrier, places, ends } = await startWalkers(threads, 30_000);
  for (let round = 1; round <= ROUNDS; round++) {
    places[0] = round;
    barrier.pass();
    expect([...places]).toEqual(new Array(threads).fill(round));
    barrier.pass();
  }
  expect(await Promise.all(ends)).toEqual(new Array(threads - 1).fill('sound'));
});

test('a thread that breaks it frees all that wait, and whoever comes later', async () => {
  const { barrier, ends } = await startWalkers(3, 30_000);
  barrier.break();
  expect(await Promise.all(ends)).toEqual(new Array(2).fill('A thread of the training failed.'));
  expect(() => {
    barrier.pass();
  }).toThrow('A thread of the training failed.');
});

test('where a thread never comes, the others wait no longer than they must', async () => {
  const { ends } = await startWalkers(3, 50);
  expect(await Promise.all(ends)).toEqual(new Array(2).fill('A thread of the training failed.'));
});
