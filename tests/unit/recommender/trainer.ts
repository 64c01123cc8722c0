import { cpuRung, WasmEngine } from '$lib/compute/index.ts';
import type { RunEnvironment } from '../../../src/lib/recommender/environment.ts';
import type { NetworkConfig } from '../../../src/lib/recommender/network/config.ts';
import { SequenceNetwork } from '../../../src/lib/recommender/network/network.ts';
import { adamSettings, networkShape } from '../../../src/lib/recommender/network/shape.ts';
import type { PlaySequence } from '../../../src/lib/recommender/sequence.ts';
import { wasm as ranking } from '../compute/ranking/kernels.ts';
import { simdStep } from '../compute/training/simd-step.ts';

const step = simdStep();

/** What trains in every Node: no choice to make. */
export const openWasm: RunEnvironment['openTrainer'] = (shape, settings) =>
  Promise.resolve({
    engine: new WasmEngine(step, shape, settings),
    route: 'wasm',
    description: 'WebAssembly',
    mayFail: false
  });

export function openNetwork(config: NetworkConfig, sequence: PlaySequence): SequenceNetwork {
  const engine = new WasmEngine(step, networkShape(config), adamSettings(config));
  return new SequenceNetwork(engine, ranking, config, sequence);
}

/** What encodes everywhere, in float64. */
export const openCpuEncoder: RunEnvironment['openEncoder'] = async (weights) => {
  const [route] = await cpuRung.probe();
  if (!route) throw new Error('no route');
  return route.build(weights);
};
