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
import { playSequence } from '../../../src/lib/recommender/sequence.ts';
import { trainedModel } from '../../../src/lib/recommender/trained-model.ts';
import { albumListening } from './listening.ts';
import { openNetwork } from './trainer.ts';

test('the encoder and the item vectors score songs as the network that was trained does', async () => {
  const sequence = playSequence(albumListening(200, 4, 1));
  const config = {
    ...networkConfig(200, sequence.songs, 5),
    ...{ width: 8, context: 8, batch: 4, negatives: 16 }
  };
  const network = openNetwork(config, sequence);
  await network.trainEpoch(200);
  const moment = { known: 100, at: (sequence.at[99] ?? 0) + 60_000 };
  const expected = await network.score([moment]);
  const state = await network.save();
  network.dispose();

  const model = trainedModel({ config, state });
  if (!model) throw new Error('no model');
  const { shape, parameters } = model;
  const places = [{ start: 100 - config.context, until: moment.at }];
  const { items, kinds } = readWindows(sequence, places, { ...config, batch: 1 });
  const [route] = await cpuRung.probe();
  const encoder = await route?.build(encoderWeights(shape, parameters));
  const rows = encoderRows(shape, parameters, items, kinds);
  const encoded = (await encoder?.encode(rows, config.context)) ?? new Float32Array();
  const query = itemQuery(shape, encoded);
  const { vectors, width } = itemVectors(shape, parameters);
  expect(expected).toHaveLength(sequence.songs);
  expected.forEach((score, song) => {
    const own = query.reduce((sum, value, j) => sum + value * (vectors[song * width + j] ?? 0), 0);
    expect(own).toBeCloseTo(score, 4);
  });
});

test('what is no checkpoint of this version is no model', () => {
  const config = networkConfig(200, 10, 5);
  const parameters = new Float32Array(7);
  for (const stored of [undefined, 'text', {}, { config }, { config, state: { training: { parameters } } }]) {
    expect(trainedModel(stored)).toBeUndefined();
  }
});
