import type { Ranking, Trainer } from '../compute/index.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { RunEnvironment } from './environment.ts';
import { evaluate } from './evaluate.ts';
import { examine, type Examined } from './examine.ts';
import type { NetworkConfig } from './network/config.ts';
import { SequenceNetwork, type NetworkState } from './network/network.ts';
import { adamSettings, networkShape } from './network/shape.ts';
import type { Scorer } from './scorer.ts';
import type { PlaySequence } from './sequence.ts';
import type { TrainedModel } from './trained-model.ts';
import type { Split } from './split.ts';
import type { NetworkSummary, TrainingProgress } from './types.ts';

/** Shares of a whole run's time, for the progress bar: the simple parts before learning, and the test after it. */
export const COMPARING = 0.05;
const TEST = 0.08;

export interface LearnInput {
  sequence: PlaySequence;
  /** Keys of its songs, by number. */
  songs: readonly string[];
  split: Split;
  config: NetworkConfig;
  revision: number;
  /** Where an earlier session of the same run stopped. */
  start: Checkpoint | undefined;
  world: RunEnvironment;
  /** What `openEarly` gave; the run's own from here on. */
  opening: Promise<Trainer>;
}

export interface Learnt {
  network: TrainedModel;
  /** What the held-out plays said of it and of all parts, before any of them saw them. */
  test: Examined;
  summary: NetworkSummary;
}

/**
 * Opens the engine, which compiles for seconds where it is a GPU's, while other work goes on.
 * @param after that work
 */
export function openEarly(
  { config, start, world: { openTrainer, signal } }: Pick<LearnInput, 'config' | 'start' | 'world'>,
  after: Promise<unknown>
): Promise<Trainer> {
  const wishes = { prefer: start?.route, after, signal };
  return openTrainer(networkShape(config), adamSettings(config), wishes);
}

/**
 * Trains the network: epochs over the plays before the validation slice until its figure stops rising, the test
 * of all parts on the held-out plays with the best state, then a few epochs over everything, so that the newest plays
 * count when it serves. Where a processor route fails that may (a GPU that is lost, say), another one goes on from the last
 * checkpoint.
 */
export async function learn(input: LearnInput): Promise<Learnt> {
  let latest = input.start;
  const remember = (checkpoint: Checkpoint) => {
    latest = checkpoint;
    return input.world.saveCheckpoint(checkpoint);
  };
  const { config, world } = input;
  const { signal } = world;
  const ranking = await world.openRanking();
  const without: string[] = [];
  let trainer = await input.opening;
  for (;;) {
    try {
      return await learnOn(trainer, ranking, input, latest, remember);
    } catch (error) {
      if (!trainer.mayFail || signal.aborted) throw error;
      without.push(trainer.route);
    }
    const wishes = { prefer: latest?.route, without, signal };
    trainer = await world.openTrainer(networkShape(config), adamSettings(config), wishes);
  }
}

async function learnOn(
  { engine, route, description }: Trainer,
  ranking: Ranking,
  { sequence, songs, split, config, revision, start: firstStart, world }: LearnInput,
  start: Checkpoint | undefined,
  remember: (checkpoint: Checkpoint) => Promise<void>
): Promise<Learnt> {
  const { signal, clock } = world;
  const network = new SequenceNetwork(engine, ranking, config, sequence);
  const part: Scorer = { score: (moments) => network.score(moments) };
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
      backend: description,
      curve: [...curve],
      resumed,
      maxEpochs: config.maxEpochs,
      ...(phase === 'training' ? { epoch: Math.min(config.maxEpochs, network.epoch + 1) } : {}),
      ...(epochs >= 1 ? { secondsLeft: (spent / epochs) * (totalEpochs - epochs) } : {})
    });
  };
  const save = async (state: NetworkState) => {
    seconds += (clock() - since) / 1000;
    since = clock();
    best ??= { validation: -1, state };
    await remember({
      revision,
      config,
      songs,
      route,
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
      const state = await network.save();
      // Among equals the later one has learnt more.
      if (!best || validation >= best.validation) best = { validation, state };
      await save(state);
      report('training', network.epoch);
    }
    if (!test) {
      if (best) network.restore(best.state);
      test = await examine(sequence, split, part, ranking, {
        signal,
        onShare: (share) => {
          report('finishing', config.maxEpochs, share);
        }
      });
      stage = 'finishing';
      await save(await network.save());
    }
    const bestEpoch = best?.state.epoch ?? 0;
    while (network.epoch < bestEpoch + config.finishingEpochs) {
      await network.trainEpoch(sequence.song.length, {
        signal,
        onStep: (share) => {
          report('finishing', config.maxEpochs + network.epoch - bestEpoch + share, 1);
        }
      });
      await save(await network.save());
    }
    const summary: NetworkSummary = {
      backend: description,
      seed: config.seed,
      songs: config.songs,
      parameters: network.size,
      epochs: curve.length + config.finishingEpochs,
      seconds,
      curve
    };
    const { parameters } = (await network.save()).training;
    return { network: { shape: networkShape(config), parameters }, test, summary };
  } finally {
    network.dispose();
  }
}

/** Early stopping: the last `patience` epochs brought no validation figure above the best before them. */
export function hasStopped(
  curve: readonly { validation: number }[],
  { patience }: Pick<NetworkConfig, 'patience'>
): boolean {
  if (curve.length <= patience) return false;
  const values = curve.map((point) => point.validation);
  return Math.max(...values.slice(-patience)) <= Math.max(...values.slice(0, -patience));
}
