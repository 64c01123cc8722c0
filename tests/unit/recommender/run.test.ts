import { expect, test } from 'vitest';
import type { Checkpoint } from '../../../src/lib/recommender/checkpoint.ts';
import type { RunEnvironment } from '../../../src/lib/recommender/environment.ts';
import { networkConfig, type NetworkConfig } from '../../../src/lib/recommender/network/config.ts';
import { hasStopped } from '../../../src/lib/recommender/learn.ts';
import { runTraining, winner } from '../../../src/lib/recommender/run.ts';
import type { Metrics, Outcome, TrainingProgress } from '../../../src/lib/recommender/types.ts';
import { cpuBackend } from './cpu.ts';
import { type Listening, albumListening, listeningOf } from './listening.ts';

/** Small enough for plain JavaScript; the schedule is the real one. */
const small = (plays: number, songs: number): NetworkConfig => ({
  ...networkConfig(plays, songs, 1),
  width: 8,
  context: 8,
  batch: 8,
  negatives: 24,
  learningRate: 0.01,
  maxEpochs: 8
});
const NOW = Date.UTC(2025, 0, 1);

/** A world in memory that records what a run does to it. */
function memoryWorld(checkpoint?: Checkpoint) {
  const controller = new AbortController();
  const record = {
    outcomes: [] as Outcome[],
    checkpoints: [] as Checkpoint[],
    progress: [] as TrainingProgress[],
    controller
  };
  const world: RunEnvironment = {
    openBackend: cpuBackend,
    checkpoint: () => Promise.resolve(structuredClone(checkpoint)),
    saveCheckpoint: (saved) => Promise.resolve(void record.checkpoints.push(structuredClone(saved))),
    saveOutcome: (outcome) => Promise.resolve(void record.outcomes.push(outcome)),
    onProgress: (progress) => record.progress.push(progress),
    clock: () => NOW,
    signal: controller.signal
  };
  return { world, record };
}

const songsOf = (outcome: Outcome | undefined) => outcome?.recommendations.map(({ song }) => song.key);
const albums: Listening = albumListening(700, 6, 2);

test('a short history settles at once on the base level and says why', async () => {
  const { world, record } = memoryWorld();
  const outcome = await runTraining(listeningOf('ABACAB'), 3, small, world);
  expect(outcome).toMatchObject({ revision: 3, settled: true, serving: 'base-level', note: 'too_few_plays' });
  expect(outcome.recommendations[0]).toMatchObject({
    song: { key: 'A' },
    reason: { kind: 'returning', plays: 3 }
  });
  expect(record.checkpoints).toHaveLength(0);
});

test('a run compares, fills in, trains, and lets the winner serve with true reasons', async () => {
  const { world, record } = memoryWorld();
  const outcome = await runTraining(albums, 9, small, world);
  expect(record.outcomes.map(({ settled }) => settled)).toEqual([false, true]);
  expect(outcome.evaluation?.cases).toBe(70);
  expect(Object.keys(outcome.evaluation?.parts ?? {})).toHaveLength(4);
  // Albums from front to back: the order is all there is to know, and only the network can know it.
  expect(outcome.serving).toBe('sequence-network');
  expect(outcome.network).toMatchObject({ songs: 60, seed: 1 });
  const fractions = record.progress.map(({ fraction }) => fraction);
  expect(Math.min(...fractions)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...fractions)).toBeLessThanOrEqual(1);

  const playsOf = (key: string) => albums.songs.findIndex((song) => song.key === key);
  for (const { song, reason } of outcome.recommendations) {
    const number = playsOf(song.key);
    expect(reason.plays).toBe(albums.song.filter((played) => played === number).length);
    expect(reason.lastPlayedAt).toBe(albums.startedAt[albums.song.lastIndexOf(number)]);
    if (reason.kind !== 'returning') {
      const cause = reason.kind === 'follows' ? reason.after : reason.song;
      const at = reason.kind === 'follows' ? reason.afterPlayedAt : reason.playedAt;
      expect(albums.song[albums.startedAt.indexOf(at)]).toBe(playsOf(cause.key));
    }
  }
});

test('a run resumed from any of its checkpoints ends in the same list', async () => {
  const whole = memoryWorld();
  const expected = songsOf(await runTraining(albums, 9, small, whole.world));
  const middle = whole.record.checkpoints[Math.floor(whole.record.checkpoints.length / 2)];
  const late = whole.record.checkpoints.at(-2);
  for (const checkpoint of [middle, late]) {
    const resumed = memoryWorld(checkpoint);
    expect(songsOf(await runTraining(albums, 9, small, resumed.world))).toEqual(expected);
    expect(resumed.record.checkpoints.length).toBeLessThan(whole.record.checkpoints.length);
  }
});

test('a checkpoint of another history or with damaged weights is not used', async () => {
  const whole = memoryWorld();
  await runTraining(albums, 9, small, whole.world);
  const checkpoint = whole.record.checkpoints.at(-1);
  if (!checkpoint) throw new Error('no checkpoint');
  const damaged = structuredClone(checkpoint);
  damaged.state.values.songs = new Float32Array(3);
  for (const stored of [{ ...checkpoint, revision: 8 }, damaged]) {
    const { world, record } = memoryWorld(stored);
    await runTraining(albums, 9, small, world);
    expect(record.checkpoints).toHaveLength(whole.record.checkpoints.length);
  }
});

test('cancelling settles on the best simple part', async () => {
  const { world, record } = memoryWorld();
  const cancelling: RunEnvironment = {
    ...world,
    saveCheckpoint: () => {
      record.controller.abort();
      return Promise.resolve();
    }
  };
  const outcome = await runTraining(albums, 9, small, cancelling);
  expect(outcome).toMatchObject({ settled: true, note: 'training_cancelled' });
  expect(outcome.serving).not.toBe('sequence-network');
  expect(outcome.recommendations.length).toBeGreaterThan(10);
});

test('a failing processor is reported, and the list is settled all the same', async () => {
  const { world, record } = memoryWorld();
  const broken: RunEnvironment = { ...world, openBackend: () => Promise.reject(new Error('no processor')) };
  await expect(runTraining(albums, 9, small, broken)).rejects.toThrow('no processor');
  expect(record.outcomes.at(-1)).toMatchObject({ settled: true, note: 'training_failed' });
});

test('a lost GPU hands over to the processor, from the last checkpoint', async () => {
  const { world, record } = memoryWorld();
  let opened = 0;
  const losing: RunEnvironment = {
    ...world,
    openBackend: async () => {
      opened++;
      const cpu = await cpuBackend();
      return opened === 1 ? { ...cpu, name: 'webgpu' } : cpu;
    },
    saveCheckpoint: async (checkpoint) => {
      await world.saveCheckpoint(checkpoint);
      if (opened === 1 && record.checkpoints.length === 3) throw new Error('device lost');
    }
  };
  const outcome = await runTraining(albums, 9, small, losing);
  expect(opened).toBe(2);
  expect(outcome.settled).toBe(true);
  expect(outcome.note).toBeUndefined();
  expect(record.checkpoints[3]?.curve.length).toBe(4);
});

test('early stopping waits out its patience', () => {
  const curve = (...values: number[]) => values.map((validation) => ({ validation }));
  const rule = { minEpochs: 4, patience: 3 };
  expect(hasStopped(curve(0.1, 0.2, 0.19), rule)).toBe(false);
  expect(hasStopped(curve(0.1, 0.2, 0.19, 0.18, 0.2), rule)).toBe(true);
  expect(hasStopped(curve(0.1, 0.2, 0.19, 0.18, 0.21), rule)).toBe(false);
  // A short history whose validation plays show nothing yet is given its time.
  expect(hasStopped(curve(0, 0, 0, 0, 0), { minEpochs: 6, patience: 3 })).toBe(false);
});

test('a tie goes to the simpler part', () => {
  const same = { 'ndcg@10': 0.1 } as Metrics;
  expect(winner({ 'sequence-network': same, 'most-frequent': same })).toBe('most-frequent');
  expect(winner({})).toBeUndefined();
});
