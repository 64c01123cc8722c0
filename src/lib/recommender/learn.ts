import type { Backend } from '../compute/index.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { RunEnvironment } from './environment.ts';
import { evaluate } from './evaluate.ts';
import type { NetworkConfig } from './network/config.ts';
import { SequenceNetwork } from './network/network.ts';
import type { Part } from './parts/part.ts';
import type { PlaySequence } from './sequence.ts';
import type { Split } from './split.ts';
import type { Metrics, NetworkSummary, TrainingProgress } from './types.ts';

/** Shares of a whole run's time, for the progress bar: the simple parts before learning, and the test after it. */
export const COMPARING = 0.05;
const TEST = 0.08;

export interface LearnInput {
  sequence: PlaySequence;
  split: Split;
  config: NetworkConfig;
  revision: number;
  /** Where an earlier session of the same run stopped. */
  start: Checkpoint | undefined;
  world: RunEnvironment;
}

export interface Learnt {
  network: SequenceNetwork;
  /** Its figures on the held-out plays, taken before it saw them. */
  test: Metrics;
  summary: NetworkSummary;
}

/**
 * Trains the network: epochs over the plays before the validation slice until its figure stops rising, the test
 * on the held-out plays with the best state, then a few epochs over everything, so that the newest plays count
 * when it serves. After a failure on a GPU (device lost, out of memory) it goes on from the last checkpoint on
 * the processor.
 */
export async function learn(input: LearnInput): Promise<Learnt> {
  let latest = input.start;
  const remember = (checkpoint: Checkpoint) => {
    latest = checkpoint;
    return input.world.saveCheckpoint(checkpoint);
  };
  const backend = await input.world.openBackend();
  try {
    return await learnOn(backend, input, latest, remember);
  } catch (error) {
    if (backend.name !== 'webgpu' || input.world.signal.aborted) throw error;
    const other = await input.world.openBackend(['wasm', 'cpu']);
    return await learnOn(other, input, latest, remember);
  }
}

async function learnOn(
  backend: Backend,
  { sequence, split, config, revision, start: firstStart, world }: LearnInput,
  start: Checkpoint | undefined,
  remember: (checkpoint: Checkpoint) => Promise<void>
): Promise<Learnt> {
  const { signal, clock } = world;
  const network = new SequenceNetwork(backend.tf, config, sequence);
  const part: Part = { id: 'sequence-network', score: (moments) => network.score(moments) };
  const resumed = firstStart !== undefined;
  const curve = [...(start?.curve ?? [])];
  const totalEpochs = config.maxEpochs + config.finishingEpochs;
  let seconds = start?.seconds ?? 0;
  let since = clock();
  let stage: Checkpoint['stage'] = start?.stage ?? 'learning';
  let best = start?.best;
  let test = start?.test;

  const report = (phase: TrainingProgress['phase'], epochs: number, extra = 0) => {
    const fraction = COMPARING + (1 - COMPARING - TEST) * Math.min(1, epochs / totalEpochs) + TEST * extra;
    const spent = seconds + (clock() - since) / 1000;
    world.onProgress({
      phase,
      fraction,
      backend: backend.description,
      curve: [...curve],
      resumed,
      maxEpochs: config.maxEpochs,
      ...(phase === 'training' ? { epoch: Math.min(config.maxEpochs, network.epoch + 1) } : {}),
      ...(epochs >= 1 ? { secondsLeft: (spent / epochs) * (totalEpochs - epochs) } : {})
    });
  };
  const save = async () => {
    seconds += (clock() - since) / 1000;
    since = clock();
    const state = await network.save();
    best ??= { validation: -1, state };
    await remember({
      revision,
      config,
      stage,
      state,
      best,
      curve: [...curve],
      seconds,
      ...(test ? { test } : {})
    });
  };

  try {
    if (start) network.restore(start.state);
    while (stage === 'learning' && network.epoch < config.maxEpochs && !hasStopped(curve, config)) {
      const loss = await network.trainEpoch(split.trainEnd, {
        signal,
        onStep: (share) => {
          report('training', network.epoch + share);
        }
      });
      const validation = (await evaluate(part, sequence, split.validation, { signal }))['ndcg@10'];
      curve.push({ epoch: network.epoch, loss, validation });
      // Among equals the later one has learnt more.
      if (!best || validation >= best.validation) best = { validation, state: await network.save() };
      await save();
      report('training', network.epoch);
    }
    if (!test) {
      if (best) network.restore(best.state);
      test = await evaluate(part, sequence, split.test, {
        signal,
        onCase: (done) => {
          report('finishing', config.maxEpochs, done / split.test.length);
        }
      });
      stage = 'finishing';
      await save();
    }
    const bestEpoch = best?.state.epoch ?? 0;
    while (network.epoch < bestEpoch + config.finishingEpochs) {
      await network.trainEpoch(sequence.song.length, {
        signal,
        onStep: (share) => {
          report('finishing', config.maxEpochs + network.epoch - bestEpoch + share, 1);
        }
      });
      await save();
    }
    const summary: NetworkSummary = {
      backend: backend.description,
      seed: config.seed,
      songs: config.songs,
      parameters: network.size,
      epochs: curve.length + config.finishingEpochs,
      seconds,
      curve
    };
    return { network, test, summary };
  } catch (error) {
    network.dispose();
    throw error;
  }
}

/** Early stopping: the last `patience` epochs brought no validation figure above the best before them. */
export function hasStopped(
  curve: readonly { validation: number }[],
  { minEpochs, patience }: Pick<NetworkConfig, 'minEpochs' | 'patience'>
): boolean {
  if (curve.length < Math.max(minEpochs, patience + 1)) return false;
  const values = curve.map((point) => point.validation);
  return Math.max(...values.slice(-patience)) <= Math.max(...values.slice(0, -patience));
}
