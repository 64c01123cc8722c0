import { expect, test } from 'vitest';
import {
  cpuRung,
  encoderRows,
  encoderWeights,
  itemQuery,
  itemVectors
} from '../../../src/lib/compute/index.ts';
import { readWindows } from '../../../src/lib/recommender/network/batches.ts';
import { networkConfig } from '../../../src/lib/recommender/network/config.ts';
import { SequenceNetwork } from '../../../src/lib/recommender/network/network.ts';
import { playSequence } from '../../../src/lib/recommender/sequence.ts';
import { trainedModel } from '../../../src/lib/recommender/trained-model.ts';
import { cpuBackend } from './cpu.ts';
import { albumListening } from './listening.ts';

test('the encoder and the item vectors score songs as the network that was trained does', async () => {
  const sequence = playSequence(albumListening(200, 4, 1));
  const config = {
    ...networkConfig(200, sequence.songs, 5),
    ...{ width: 8, context: 8, batch: 4, negatives: 16 }
  };
  const { tf } = await cpuBackend();
  const network = new SequenceNetwork(tf, config, sequence);
  await network.trainEpoch(40);
  const moment = { known: 100, at: (sequence.at[99] ?? 0) + 60_000 };
  const expected = await network.score([moment]);
  const state = await network.save();
  network.dispose();

  const model = trainedModel({ config, state });
  if (!model) throw new Error('no model');
  const { shape, parameters } = model;
  const { songs, gaps } = readWindows(sequence, [{ start: 92, until: moment.at }], config.context);
  const [route] = await cpuRung.probe();
  const encoder = await route?.build(encoderWeights(shape, parameters));
  const query = itemQuery(
    shape,
    (await encoder?.encode(encoderRows(shape, parameters, songs, gaps), config.context)) ?? new Float32Array()
  );
  const { vectors, width } = itemVectors(shape, parameters);
  expect(expected).toHaveLength(sequence.songs);
  expected.forEach((score, song) => {
    const own = query.reduce((sum, value, j) => sum + value * (vectors[song * width + j] ?? 0), 0);
    expect(own).toBeCloseTo(score, 4);
  });
});

test('what is no checkpoint of this version is no model', () => {
  const config = networkConfig(200, 10, 5);
  for (const stored of [undefined, 'text', {}, { config }, { config, state: { values: {} } }]) {
    expect(trainedModel(stored)).toBeUndefined();
  }
});
