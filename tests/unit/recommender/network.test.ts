import { beforeAll, expect, test } from 'vitest';
import type { Backend } from '../../../src/lib/compute/index.ts';
import { seededRandom } from '../../../src/lib/random/index.ts';
import { epochBatches, readWindows } from '../../../src/lib/recommender/network/batches.ts';
import { networkConfig, type NetworkConfig } from '../../../src/lib/recommender/network/config.ts';
import { sampledSoftmaxLoss, type Parameters } from '../../../src/lib/recommender/network/forward.ts';
import { gapKind, GAP_KINDS } from '../../../src/lib/recommender/network/gaps.ts';
import { negativeSampler } from '../../../src/lib/recommender/network/negatives.ts';
import { SequenceNetwork } from '../../../src/lib/recommender/network/network.ts';
import {
  entries,
  initialParameters,
  parameterShapes
} from '../../../src/lib/recommender/network/parameters.ts';
import { playSequence } from '../../../src/lib/recommender/sequence.ts';
import { cpuBackend } from './cpu.ts';
import { albumListening } from './listening.ts';

const sequence = playSequence(albumListening(400, 4, 1));
const config: NetworkConfig = {
  ...networkConfig(400, sequence.songs, 5),
  width: 8,
  context: 8,
  batch: 4,
  negatives: 16,
  learningRate: 0.02
};
let backend: Backend;
beforeAll(async () => {
  backend = await cpuBackend();
});

test('the schedule shrinks as the history grows, and never to nothing', () => {
  expect(networkConfig(300, 100, 1).maxEpochs).toBe(60);
  expect(networkConfig(60_000, 8000, 1).maxEpochs).toBeLessThan(30);
  expect(networkConfig(1_000_000, 50_000, 1).maxEpochs).toBe(4);
});

test('an epoch predicts the play after each position, within its range', () => {
  const batches = [...epochBatches(sequence, 300, config, seededRandom(3))];
  const windows = batches.reduce((sum, batch) => sum + batch.count, 0);
  expect(windows).toBeGreaterThanOrEqual(Math.floor(300 / 8) - 1);
  for (const { songs, targets } of batches) {
    for (let i = 0; i + 1 < songs.length; i++) if ((i + 1) % 8 !== 0) expect(targets[i]).toBe(songs[i + 1]);
  }
});

test('windows know the pause to the moment asked about', () => {
  const at = (sequence.at[7] ?? 0) + 100 * 3_600_000;
  const { gaps } = readWindows(sequence, [{ start: 0, until: at }], 8);
  expect(gaps[7]).toBe(GAP_KINDS - 1);
  expect(gaps[0]).toBe(0);
  expect(gapKind(0, 20 * 60_000)).toBe(1);
});

test('negatives follow count^0.75', () => {
  const draws = 40_000;
  const uneven = { ...sequence, songs: 3, song: Int32Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 1) };
  const sampler = negativeSampler(uneven, 10);
  const counts = [0, 0, 0];
  for (const song of sampler.draw(draws, seededRandom(9))) counts[song] = (counts[song] ?? 0) + 1;
  counts.forEach((count, song) => {
    const p = Math.exp(sampler.logProbability[song] ?? 0);
    // Six standard deviations: a false alarm less often than once in 1e8.
    expect(Math.abs(count - draws * p)).toBeLessThan(6 * Math.sqrt(draws * p * (1 - p)));
  });
  expect(Math.exp(sampler.logProbability[0] ?? 0) / Math.exp(sampler.logProbability[1] ?? 0)).toBeCloseTo(
    4 ** 0.75,
    5
  );
});

test('gradients agree with finite differences', async () => {
  const { tf } = backend;
  const values = initialParameters(config, seededRandom(1));
  const shapes = parameterShapes(config);
  const [batch] = epochBatches(sequence, 100, config, seededRandom(2));
  if (!batch) throw new Error('no batch');
  const sampler = negativeSampler(sequence, 100);
  const negatives = sampler.draw(config.negatives, seededRandom(4));
  const loss = (p: Parameters) =>
    sampledSoftmaxLoss(tf, p, config, batch, negatives, sampler.logProbability, undefined);
  const tensors = () =>
    Object.fromEntries(
      entries(shapes).map(([name, shape]) => [name, tf.tensor2d(values[name], shape)])
    ) as Parameters;
  const lossNow = async () => (await tf.tidy(() => loss(tensors())).data())[0] ?? NaN;

  const names = entries(shapes).map(([name]) => name);
  const gradients = tf.tidy(() => {
    const byList = tf.grads((...list) =>
      loss(Object.fromEntries(names.map((name, i) => [name, list[i]])) as unknown as Parameters)
    );
    return byList(names.map((name) => tensors()[name]));
  });
  for (const [i, name] of names.entries()) {
    const gradient = await gradients[i]?.data();
    const position = gradient
      ? [...gradient].map(Math.abs).reduce((best, g, j, all) => (g > (all[best] ?? 0) ? j : best), 0)
      : 0;
    const step = 1e-2;
    const original = values[name][position] ?? 0;
    values[name][position] = original + step;
    const above = await lossNow();
    values[name][position] = original - step;
    const below = await lossNow();
    values[name][position] = original;
    const numeric = (above - below) / (2 * step);
    // float32 losses near 3 carry about 3e-7 of rounding, so a difference quotient carries about 3e-5.
    expect(Math.abs(numeric - (gradient?.[position] ?? NaN)), name).toBeLessThan(
      2e-4 + 0.02 * Math.abs(numeric)
    );
  }
  tf.dispose(gradients);
});

test('training learns the order of albums', async () => {
  const network = new SequenceNetwork(backend.tf, config, sequence);
  const first = await network.trainEpoch(360);
  let last = first;
  for (let epoch = 1; epoch < 20; epoch++) last = await network.trainEpoch(360);
  expect(last).toBeLessThan(first / 2);
  // Position 385 is the middle of an album: what comes next is certain.
  const scores = await network.score([{ known: 385, at: sequence.at[385] ?? 0 }]);
  expect(scores.indexOf(Math.max(...scores))).toBe(sequence.song[385]);
  network.dispose();
});

test('equal seeds give equal weights, and a resumed run equals one that never stopped', async () => {
  const run = async (stopAfter: number) => {
    let network = new SequenceNetwork(backend.tf, config, sequence);
    for (let epoch = 0; epoch < 3; epoch++) {
      if (epoch === stopAfter) {
        const state = structuredClone(await network.save());
        network.dispose();
        network = new SequenceNetwork(backend.tf, { ...config, seed: config.seed }, sequence);
        network.restore(state);
      }
      await network.trainEpoch(200);
    }
    const state = await network.save();
    network.dispose();
    return state;
  };
  const whole = await run(-1);
  expect(await run(-1)).toEqual(whole);
  expect(await run(2)).toEqual(whole);
});

test('no device memory is lost from epoch to epoch, nor left behind', async () => {
  const before = backend.tf.memory().numTensors;
  const network = new SequenceNetwork(backend.tf, config, sequence);
  await network.trainEpoch(100);
  const after = backend.tf.memory().numTensors;
  await network.trainEpoch(100);
  await network.score([{ known: 50, at: 0 }]);
  expect(backend.tf.memory().numTensors).toBe(after);
  network.dispose();
  expect(backend.tf.memory().numTensors).toBe(before);
});
