import { parameterLayout, type ModelShape } from '../compute/index.ts';
import type { NetworkConfig } from './network/config.ts';
import { GAP_KINDS } from './network/gaps.ts';
import { parameterShapes, type ParameterName } from './network/parameters.ts';

/** The network as `compute` takes it. */
export interface TrainedModel {
  shape: ModelShape;
  /** Laid out as `parameterLayout(shape)` says. */
  parameters: Float32Array;
}

/** The sizes of the network that a configuration describes. */
export function modelShape(config: NetworkConfig): ModelShape {
  const { width, context, batch, songs, negatives, dropout } = config;
  return {
    ...{ width, heads: 1, blocks: 1, hidden: 2 * width, context, batch },
    ...{ items: songs, kinds: GAP_KINDS, itemBias: true },
    ...{ loss: 'sampled', negatives, dropout }
  };
}

/** The network of a stored checkpoint, or undefined where there is none that this version can read. */
export function trainedModel(stored: unknown): TrainedModel | undefined {
  const checkpoint = stored as
    { config?: NetworkConfig; state?: { values?: Partial<Record<ParameterName, Float32Array>> } } | undefined;
  const config = checkpoint?.config;
  const values = checkpoint?.state?.values;
  if (!config || !values) return undefined;
  const { width } = config;
  const shapes = parameterShapes(config);
  const fits = Object.entries(shapes).every(
    ([name, [rows, columns]]) => values[name as ParameterName]?.length === rows * columns
  );
  if (!fits) return undefined;
  const shape = modelShape(config);
  const { parameters: layout, size } = parameterLayout(shape);
  const parameters = new Float32Array(size);
  const place = (name: string, source: ParameterName, left = 0) => {
    const parameter = layout.find((other) => other.name === name);
    const matrix = values[source];
    if (!parameter || !matrix) throw new Error(`There is no parameter ${name}.`);
    const [rows, columns] = shapes[source];
    for (let i = 0; i < rows; i++) {
      parameters.set(
        matrix.subarray(i * columns, (i + 1) * columns),
        parameter.offset + i * parameter.columns + left
      );
    }
  };
  place('items', 'songs');
  place('positions', 'positions');
  place('kinds', 'gaps');
  place('block0.attentionNorm', 'normAttention');
  place('block0.attention', 'query');
  place('block0.attention', 'key', width);
  place('block0.attention', 'value', 2 * width);
  place('block0.output', 'output');
  place('block0.hiddenNorm', 'normHidden');
  place('block0.hidden', 'hidden');
  place('block0.hiddenBias', 'hiddenBias');
  place('block0.narrow', 'narrow');
  place('block0.narrowBias', 'narrowBias');
  place('finalNorm', 'normFinal');
  // Last and as long as there are songs, one column wide.
  place('itemBias', 'bias');
  return { shape, parameters };
}
