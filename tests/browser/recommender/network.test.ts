import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { expect, test } from 'vitest';
import { openBackend, type BackendName } from '$lib/compute/index.ts';
import { networkConfig, type NetworkConfig } from '../../../src/lib/recommender/network/config.ts';
import { SequenceNetwork } from '../../../src/lib/recommender/network/network.ts';
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

/** Two epochs from the same seed; the weights afterwards and the scores of one moment. */
async function train(name: BackendName) {
  const { tf } = await openBackend(wasmUrl, [name]);
  const before = tf.memory().numTensors;
  const network = new SequenceNetwork(tf, config, sequence);
  const losses = [await network.trainEpoch(150), await network.trainEpoch(150)];
  const scores = await network.score([{ known: 180, at: sequence.at[180] ?? 0 }]);
  const { values } = await network.save();
  network.dispose();
  expect(tf.memory().numTensors).toBe(before);
  return { losses, scores, values };
}

test('WebAssembly and WebGPU train to what plain JavaScript trains to', async () => {
  const reference = await train('cpu');
  for (const name of ['wasm', 'webgpu'] as const) {
    const { losses, scores } = await train(name);
    losses.forEach((loss, i) => {
      expect(Math.abs(loss - (reference.losses[i] ?? 0)), name).toBeLessThan(1e-3);
    });
    scores.forEach((score, i) => {
      expect(Math.abs(score - (reference.scores[i] ?? 0)), name).toBeLessThan(2e-2);
    });
  }
});

test.each(['wasm', 'webgpu'] as const)('%s gives the same bits every time', async (name) => {
  const first = await train(name);
  expect(await train(name)).toEqual(first);
});
