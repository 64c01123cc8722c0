import { expect, test } from 'vitest';
import { openRanking, openTrainer, trainingRoutes, type TrainerOptions } from '$lib/compute/index.ts';
import kernelsUrl from '../../../src/lib/compute/ranking/assembly/index.wasm?url&no-inline';
import simdUrl from '../../../src/lib/compute/training/wasm/assembly/index.wasm?url&no-inline';
import relaxedUrl from '../../../src/lib/compute/training/wasm/assembly/relaxed.wasm?url&no-inline';
import { networkConfig, type NetworkConfig } from '../../../src/lib/recommender/network/config.ts';
import { SequenceNetwork } from '../../../src/lib/recommender/network/network.ts';
import { adamSettings, networkShape } from '../../../src/lib/recommender/network/shape.ts';
import { playSequence } from '../../../src/lib/recommender/sequence.ts';
import { albumListening } from '../../unit/recommender/listening.ts';

const sequence = playSequence(albumListening(220, 3, 1));
const config: NetworkConfig = {
  ...networkConfig(220, sequence.songs, 5),
  width: 8,
  context: 8,
  batch: 8,
  negatives: 16
};
const found = trainingRoutes({ simd: simdUrl, relaxed: relaxedUrl }, () => {
  throw new Error('Pages may not wait for threads.');
});

/** Two epochs from the same seed; the weights afterwards and the scores of one moment. */
async function train(changes: Partial<TrainerOptions> = {}) {
  const trainer = await openTrainer(networkShape(config), adamSettings(config), {
    ...found,
    memory: { get: () => Promise.resolve(undefined), set: () => Promise.resolve() },
    browser: navigator.userAgent,
    now: () => performance.now(),
    ...changes
  });
  const ranking = await openRanking(fetch(kernelsUrl));
  const network = new SequenceNetwork(trainer.engine, ranking, config, sequence);
  const losses = [await network.trainEpoch(150), await network.trainEpoch(150)];
  const scores = await network.score([{ known: 180, at: sequence.at[180] ?? 0 }]);
  const { training } = await network.save();
  network.dispose();
  return { description: trainer.description, losses, scores, training };
}

test('WebAssembly trains here, and to what the last resort trains to', async () => {
  const chosen = await train();
  expect(chosen.description).toContain('WebAssembly (relaxed SIMD');
  const last = await train({ routes: [] });
  expect(last.description).toBe('plain JavaScript');
  chosen.losses.forEach((loss, i) => {
    expect(Math.abs(loss - (last.losses[i] ?? NaN))).toBeLessThan(1e-4);
  });
  chosen.scores.forEach((score, i) => {
    expect(Math.abs(score - (last.scores[i] ?? NaN))).toBeLessThan(2e-3);
  });
});

test('it gives the same bits every time', async () => {
  expect(await train()).toEqual(await train());
});
