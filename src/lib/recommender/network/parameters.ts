import type { SeededRandom } from '../../random/index.ts';
import { GAP_KINDS } from './gaps.ts';
import type { NetworkConfig } from './config.ts';

/** Names of the network's parameters in the order in which they are stored. */
export type ParameterName =
  | 'songs'
  | 'bias'
  | 'positions'
  | 'gaps'
  | 'query'
  | 'key'
  | 'value'
  | 'output'
  | 'hidden'
  | 'hiddenBias'
  | 'narrow'
  | 'narrowBias'
  | 'normAttention'
  | 'normHidden'
  | 'normFinal';

/** Shape of each parameter. A norm holds its gain in row 0 and its offset in row 1. */
export function parameterShapes(config: NetworkConfig): Record<ParameterName, [number, number]> {
  const { songs, width, context } = config;
  return {
    songs: [songs, width],
    bias: [songs, 1],
    positions: [context, width],
    gaps: [GAP_KINDS, width],
    query: [width, width],
    key: [width, width],
    value: [width, width],
    output: [width, width],
    hidden: [width, 2 * width],
    hiddenBias: [1, 2 * width],
    narrow: [2 * width, width],
    narrowBias: [1, width],
    normAttention: [2, width],
    normHidden: [2, width],
    normFinal: [2, width]
  };
}

/** Fresh weights: uniform with variance 1 / width (no transcendental functions: equal on every engine). */
export function initialParameters(
  config: NetworkConfig,
  random: SeededRandom
): Record<ParameterName, Float32Array> {
  const limit = Math.sqrt(3 / config.width);
  const result: Partial<Record<ParameterName, Float32Array>> = {};
  for (const [name, [rows, columns]] of entries(parameterShapes(config))) {
    const values = new Float32Array(rows * columns);
    if (name.startsWith('norm')) values.fill(1, 0, columns);
    else if (!name.toLowerCase().endsWith('bias'))
      values.forEach((_, i) => (values[i] = limit * (2 * random.uniform() - 1)));
    result[name] = values;
  }
  return result as Record<ParameterName, Float32Array>;
}

/** `Object.entries` for a record with known keys. */
export function entries<K extends string, V>(record: Record<K, V>): [K, V][] {
  return Object.entries(record) as [K, V][];
}
