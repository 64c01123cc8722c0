import * as v from 'valibot';
import { parameterLayout, type ModelShape } from '../compute/index.ts';
import { mixtureSchema, type Checkpoint } from './checkpoint.ts';
import type { Mixture } from './examine.ts';
import { networkShape } from './network/shape.ts';

/** The network as `compute` takes it. */
export interface TrainedModel {
  shape: ModelShape;
  /** Laid out as `parameterLayout(shape)` says. */
  parameters: Float32Array;
}

/** What was learnt, as far as the part that serves needs it. */
export interface Learned {
  model?: TrainedModel | undefined;
  /** Keys of the songs that the network knows, by number. */
  songs: readonly string[];
  mixture?: Mixture | undefined;
}

/** The network of a stored checkpoint, of whichever run, or undefined where this version cannot read it. */
export function trainedModel(stored: unknown): TrainedModel | undefined {
  const { config, state } = (stored ?? {}) as Partial<Checkpoint>;
  const parameters = (state as Partial<Checkpoint['state']> | undefined)?.training?.parameters;
  if (!config || !parameters) return undefined;
  const shape = networkShape(config);
  const fits = parameters.length === parameterLayout(shape).size && parameters.every(Number.isFinite);
  return fits ? { shape, parameters } : undefined;
}

/** What of a stored checkpoint serves; nothing where this version cannot read it. */
export function servedModel(stored: unknown): Learned {
  const model = trainedModel(stored);
  const { songs, test } = (stored ?? {}) as { songs?: unknown; test?: { mixture?: unknown } };
  const keys = v.safeParse(v.array(v.string()), songs);
  const mixture = v.safeParse(mixtureSchema, test?.mixture);
  return {
    ...(model && keys.success && keys.output.length === model.shape.items ? { model } : {}),
    songs: keys.success ? keys.output : [],
    ...(mixture.success ? { mixture: mixture.output } : {})
  };
}
