import type { NetworkConfig } from './network/config.ts';
import type { NetworkState } from './network/network.ts';
import { entries, parameterShapes } from './network/parameters.ts';
import type { CurvePoint, Metrics } from './types.ts';

/** A training run between two epochs. A killed tab loses at most the epoch that was running. */
export interface Checkpoint {
  /** The state of the history that the run learns from. */
  revision: number;
  config: NetworkConfig;
  stage: 'learning' | 'finishing';
  state: NetworkState;
  /** The state with the best validation figure so far, and that figure. */
  best: { validation: number; state: NetworkState };
  /** The figures on the held-out plays, once learning has ended. */
  test?: Metrics;
  curve: CurvePoint[];
  /** Seconds of training so far, over all sessions. */
  seconds: number;
}

/** The stored checkpoint where it belongs to this very run, else undefined: then training starts anew. */
export function usableCheckpoint(
  stored: unknown,
  revision: number,
  config: NetworkConfig
): Checkpoint | undefined {
  const checkpoint = stored as Partial<Checkpoint> | undefined;
  const fits =
    checkpoint?.revision === revision &&
    JSON.stringify(checkpoint.config) === JSON.stringify(config) &&
    isState(checkpoint.state, config) &&
    isState(checkpoint.best?.state, config) &&
    Array.isArray(checkpoint.curve);
  return fits ? (checkpoint as Checkpoint) : undefined;
}

function isState(state: NetworkState | undefined, config: NetworkConfig): boolean {
  if (!state) return false;
  return entries(parameterShapes(config)).every(([name, [rows, columns]]) =>
    [state.values, state.first, state.second].every((group) => group[name].length === rows * columns)
  );
}
