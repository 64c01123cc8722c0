import { expect, test } from 'vitest';
import { parameterLayout } from '../../../src/lib/compute/index.ts';
import { seededRandom } from '../../../src/lib/random/index.ts';
import { epochBatches, readWindows } from '../../../src/lib/recommender/network/batches.ts';
import { networkConfig, type NetworkConfig } from '../../../src/lib/recommender/network/config.ts';
import { gapKind, GAP_KINDS } from '../../../src/lib/recommender/network/gaps.ts';
import { negativeSampler } from '../../../src/lib/recommender/network/negatives.ts';
import { networkShape } from '../../../src/lib/recommender/network/shape.ts';
import { momentBefore, playSequence } from '../../../src/lib/recommender/sequence.ts';
import { statesInFloat64 } from '../../../src/lib/compute/training/float64.ts';
import { albumListening } from './listening.ts';
import { openNetwork } from './trainer.ts';

const sequence = playSequence(albumListening(400, 4, 1));
const config: NetworkConfig = {
  ...networkConfig(400, sequence.songs, 5),
  width: 8,
  context: 8,
  batch: 4,
  negatives: 16,
  learningRate: 0.02
};

test('the schedule shrinks as the history grows, and never to nothing', () => {
  expect(networkConfig(300, 100, 1).maxEpochs).toBe(60);
  expect(networkConfig(60_000, 8000, 1).maxEpochs).toBeLessThan(30);
  expect(networkConfig(1_000_000, 50_000, 1).maxEpochs).toBe(4);
});

test('more songs are held against more negatives, within bounds', () => {
  const negatives = [20, 1750, 9000, 90_000].map((songs) => networkConfig(5000, songs, 1).negatives);
  expect(negatives).toEqual([64, 440, 1024, 1024]);
});

test('an epoch predicts the play after each position, and the last batch is filled up with empty windows', () => {
  const { batch, context } = config;
  const batches = [...epochBatches(sequence, 300, config, seededRandom(3))];
  const lengths = batches.flatMap((one) => [...one.lengths]);
  const windows = lengths.filter((length) => length > 0).length;
  expect(windows).toBeGreaterThanOrEqual(Math.floor(300 / context) - 1);
  expect(lengths).toEqual(
    Array.from({ length: batches.length * batch }, (_, i) => (i < windows ? context : 0))
  );
  expect(windows % batch).not.toBe(0);
  for (const { items, targets, lengths: own } of batches) {
    for (let place = 0; place + 1 < items.length; place++) {
      const isLast = (place + 1) % context === 0;
      if (!isLast && own[Math.floor(place / context)]) expect(targets[place]).toBe(items[place + 1]);
    }
  }
});

test('windows know the pause to the moment asked about', () => {
  const at = (sequence.at[7] ?? 0) + 100 * 3_600_000;
  const { kinds, lengths } = readWindows(sequence, [{ start: 0, until: at }], config);
  expect(kinds[7]).toBe(GAP_KINDS - 1);
  expect(kinds[0]).toBe(0);
  expect(gapKind(0, 20 * 60_000)).toBe(1);
  expect([...lengths]).toEqual([8, 0, 0, 0]);
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

test('scores are what the states say of every song, biases included, for more moments than fit into a batch', async () => {
  const network = openNetwork(config, sequence);
  const shape = networkShape(config);
  const moments = [20, 77, 150, 151, 152, 153, 300].map((known) => momentBefore(sequence, known));
  // Asked before training too: what was known of the songs then must not stay.
  await network.score(moments);
  await network.trainEpoch(300);
  const scores = await network.score(moments);
  const { parameters } = (await network.save()).training;
  const biases = parameterLayout(shape).parameters.find(({ name }) => name === 'itemBias')?.offset ?? NaN;
  moments.forEach(({ known, at }, i) => {
    const windows = readWindows(sequence, [{ start: known - config.context, until: at }], config);
    const state = statesInFloat64(shape, parameters, windows).slice(0, shape.width);
    for (let song = 0; song < shape.items; song++) {
      const vector = parameters.subarray(song * shape.width, (song + 1) * shape.width);
      const expected = state.reduce(
        (sum, value, j) => sum + value * (vector[j] ?? NaN),
        parameters[biases + song] ?? NaN
      );
      expect(Math.abs((scores[i * shape.items + song] ?? NaN) - expected)).toBeLessThan(1e-4);
    }
  });
  expect(parameters.subarray(biases).some((bias) => Math.abs(bias) > 0.01)).toBe(true);
});

test('training learns the order of albums', async () => {
  const network = openNetwork(config, sequence);
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
  const run = async (stopAfter: number, seed = config.seed) => {
    let network = openNetwork({ ...config, seed }, sequence);
    for (let epoch = 0; epoch < 3; epoch++) {
      if (epoch === stopAfter) {
        const state = structuredClone(await network.save());
        network.dispose();
        network = openNetwork({ ...config, seed }, sequence);
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
  expect(await run(-1, config.seed + 1)).not.toEqual(whole);
});

test('training stops between two steps, and at a loss that is no number', async () => {
  const network = openNetwork(config, sequence);
  const controller = new AbortController();
  let steps = 0;
  const onStep = () => {
    if (++steps === 2) controller.abort(new Error('enough'));
  };
  await expect(network.trainEpoch(300, { signal: controller.signal, onStep })).rejects.toThrow('enough');
  expect(steps).toBe(2);
  expect(network.epoch).toBe(0);
  const { epoch, training } = await network.save();
  network.restore({ epoch, training: { ...training, parameters: training.parameters.map(() => NaN) } });
  await expect(network.trainEpoch(300)).rejects.toThrow('not a number');
});
