import * as v from 'valibot';
import { parameterLayout } from '../compute/index.ts';
import type { NetworkConfig } from './network/config.ts';
import type { NetworkState } from './network/network.ts';
import { networkShape } from './network/shape.ts';
import type { Examined } from './examine.ts';
import { ablationSchema, curveSchema, partMetricsSchema, partId } from './stored-outcome.ts';
import type { CurvePoint } from './types.ts';

/** A training run between two epochs. A killed tab loses at most the epoch that was running. */
export interface Checkpoint {
  /** The state of the history that the run learns from. */
  revision: number;
  config: NetworkConfig;
  /** Keys of the songs, by their number in the network. */
  songs: readonly string[];
  /** Name of the processor route that has trained so far: another one rounds otherwise. */
  route: string;
  stage: 'learning' | 'finishing';
  state: NetworkState;
  /** The state with the best validation figure so far, and that figure. */
  best: { validation: number; state: NetworkState };
  /** The figures on the held-out plays, once learning has ended. */
  test?: Examined;
  curve: CurvePoint[];
  /** Seconds of training so far, over all sessions. */
  seconds: number;
}

/**
 * The stored checkpoint where it belongs to this very run, else undefined: then training starts anew. Checkpoints of
 * earlier versions and damaged ones, from a backup say, do not fit either.
 */
export function usableCheckpoint(
  stored: unknown,
  revision: number,
  config: NetworkConfig
): Checkpoint | undefined {
  const parsed = v.safeParse(checkpointSchema(config), stored);
  if (!parsed.success || parsed.output.revision !== revision) return undefined;
  const { test, ...rest } = parsed.output;
  return { ...rest, config, ...(test ? { test: test as Examined } : {}) };
}

/** A gate and what it hears, as `Mixture`, with what each part is worth. */
export const mixtureSchema = v.object({
  parts: v.array(partId),
  hidden: v.number(),
  weights: v.pipe(
    v.instance(Float64Array<ArrayBufferLike>),
    v.check((weights) => weights.every(Number.isFinite))
  ),
  ablation: ablationSchema
});

const examinedSchema = v.object({
  parts: partMetricsSchema,
  mixture: v.optional(mixtureSchema)
});

function checkpointSchema(config: NetworkConfig) {
  const { size } = parameterLayout(networkShape(config));
  const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
  const floats = v.pipe(
    v.instance(Float32Array<ArrayBufferLike>),
    v.length(size),
    v.check((values) => values.every(Number.isFinite))
  );
  const state = v.object({
    epoch: count,
    training: v.object({ parameters: floats, first: floats, second: floats, steps: count })
  });
  return v.object({
    revision: v.number(),
    config: v.custom((stored) => JSON.stringify(stored) === JSON.stringify(config)),
    songs: v.pipe(v.array(v.string()), v.length(config.songs)),
    route: v.string(),
    stage: v.picklist(['learning', 'finishing'] satisfies Checkpoint['stage'][]),
    state,
    best: v.object({ validation: v.number(), state }),
    test: v.optional(examinedSchema),
    curve: curveSchema,
    seconds: v.number()
  });
}
