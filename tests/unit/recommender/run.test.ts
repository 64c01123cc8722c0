import { expect, test } from 'vitest';
import { usableCheckpoint, type Checkpoint } from '../../../src/lib/recommender/checkpoint.ts';
import type { RunEnvironment } from '../../../src/lib/recommender/environment.ts';
import { networkConfig, type NetworkConfig } from '../../../src/lib/recommender/network/config.ts';
import { hasStopped } from '../../../src/lib/recommender/learn.ts';
import { MIXED, PARTS } from '../../../src/lib/recommender/parts/index.ts';
import { runTraining, winner } from '../../../src/lib/recommender/run.ts';
import { splitByTime } from '../../../src/lib/recommender/split.ts';
import type { Metrics, Outcome, TrainingProgress } from '../../../src/lib/recommender/types.ts';
import { wasm as ranking } from '../compute/ranking/kernels.ts';
import { type Listening, albumListening, listeningOf } from './listening.ts';
import { openCpuEncoder, openWasm } from './trainer.ts';

/** Small, but for the schedule. */
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
function memoryWorld(checkpoint?: unknown) {
  const controller = new AbortController();
  const record = {
    outcomes: [] as Outcome[],
    checkpoints: [] as Checkpoint[],
    progress: [] as TrainingProgress[],
    controller
  };
  const world: RunEnvironment = {
    openTrainer: openWasm,
    openRanking: () => Promise.resolve(ranking),
    openEncoder: openCpuEncoder,
    offers: [],
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
/** Of an epoch over the plays that are learnt from. */
const STEPS = splitByTime(700).trainEnd / (8 * 8);

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
  const parts = outcome.evaluation?.parts ?? {};
  expect(Object.keys(parts).sort()).toEqual(
    [...PARTS.map(({ id }) => id), 'mixture', 'sequence-network'].sort()
  );
  // Albums from front to back: the order is all there is to know, and who hears all that know it makes most of it.
  expect(outcome.serving).toBe('mixture');
  expect(outcome.evaluation?.ablation?.map(({ part }) => part)).toEqual([
    ...MIXED.map(({ id }) => id),
    'sequence-network'
  ]);
  for (const { score, contributions } of outcome.recommendations) {
    expect(contributions.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(score, 9);
  }
  for (const { 'ndcg@10': ndcg, intervals } of Object.values(parts)) {
    expect(intervals['ndcg@10'][0]).toBeLessThanOrEqual(ndcg);
    expect(intervals['ndcg@10'][1]).toBeGreaterThanOrEqual(ndcg);
  }
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

test('a checkpoint of another history, an earlier version or with damaged weights is not used', async () => {
  const whole = memoryWorld();
  await runTraining(albums, 9, small, whole.world);
  const checkpoint = whole.record.checkpoints.at(-1);
  if (!checkpoint) throw new Error('no checkpoint');
  const { state, config } = checkpoint;
  const withTraining = (training: object) => ({
    ...checkpoint,
    state: { ...state, training: { ...state.training, ...training } }
  });
  const unusable: unknown[] = [
    { ...checkpoint, revision: 8 },
    { ...checkpoint, config: { ...config, seed: 2 } },
    { ...checkpoint, curve: [{}] },
    { ...checkpoint, best: undefined },
    withTraining({ parameters: new Float32Array(3) }),
    withTraining({ first: [...state.training.first] }),
    withTraining({ second: state.training.second.map(() => NaN) }),
    withTraining({ steps: -1 }),
    // As it was stored before one array held all parameters.
    {
      ...checkpoint,
      state: { epoch: 3, steps: 9, values: { songs: new Float32Array(480) }, first: {}, second: {} }
    },
    null,
    'text'
  ];
  for (const stored of unusable) expect(usableCheckpoint(stored, 9, config)).toBeUndefined();
  expect(usableCheckpoint(structuredClone(checkpoint), 9, config)).toEqual(checkpoint);

  const { world, record } = memoryWorld(unusable.at(-3));
  await runTraining(albums, 9, small, world);
  expect(record.checkpoints).toHaveLength(whole.record.checkpoints.length);
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
  const broken: RunEnvironment = { ...world, openTrainer: () => Promise.reject(new Error('no processor')) };
  await expect(runTraining(albums, 9, small, broken)).rejects.toThrow('no processor');
  expect(record.outcomes.at(-1)).toMatchObject({ settled: true, note: 'training_failed' });
});

test('a lost GPU hands over to another processor, from the last checkpoint', async () => {
  const { world, record } = memoryWorld();
  const wishes: Parameters<RunEnvironment['openTrainer']>[2][] = [];
  const losing: RunEnvironment = {
    ...world,
    openTrainer: async (shape, settings, wish) => {
      wishes.push({ ...wish, without: [...(wish.without ?? [])] });
      const trainer = await openWasm(shape, settings, wish);
      if (wishes.length > 1) return trainer;
      // Three epochs, and it is lost in the fourth.
      let steps = 3 * Math.ceil(STEPS);
      const step = trainer.engine.step.bind(trainer.engine);
      trainer.engine.step = (batch) => (steps-- > 0 ? step(batch) : Promise.reject(new Error('device lost')));
      return { ...trainer, route: 'gpu', description: 'a GPU', mayFail: true };
    }
  };
  const outcome = await runTraining(albums, 9, small, losing);
  expect(wishes.map(({ prefer, without }) => ({ prefer, without }))).toEqual([
    { prefer: undefined, without: [] },
    { prefer: 'gpu', without: ['gpu'] }
  ]);
  expect(outcome).toMatchObject({ settled: true, network: { backend: 'WebAssembly' } });
  expect(outcome.note).toBeUndefined();
  expect(record.checkpoints[2]).toMatchObject({ route: 'gpu', state: { epoch: 3 } });
  expect(record.checkpoints[3]).toMatchObject({ route: 'wasm', state: { epoch: 4 } });
  // Both engines round alike here, so the run must end as one that lost nothing.
  const whole = memoryWorld();
  expect(songsOf(outcome)).toEqual(songsOf(await runTraining(albums, 9, small, whole.world)));
});

test('a processor that must not fail is not replaced', async () => {
  const { world } = memoryWorld();
  let opened = 0;
  const failing: RunEnvironment = {
    ...world,
    openTrainer: async (...asked) => {
      opened++;
      const trainer = await openWasm(...asked);
      trainer.engine.step = () => Promise.reject(new Error('broken'));
      return trainer;
    }
  };
  await expect(runTraining(albums, 9, small, failing)).rejects.toThrow('broken');
  expect(opened).toBe(1);
});

test('a run that goes on asks for the processor that began it', async () => {
  const whole = memoryWorld();
  await runTraining(albums, 9, small, whole.world);
  const resumed = memoryWorld(whole.record.checkpoints[2]);
  const asked: unknown[] = [];
  await runTraining(albums, 9, small, {
    ...resumed.world,
    openTrainer: (shape, settings, wishes) => {
      asked.push(wishes.prefer);
      return openWasm(shape, settings, wishes);
    }
  });
  expect(asked).toEqual(['wasm']);
});

test('early stopping waits out its patience', () => {
  const curve = (...values: number[]) => values.map((validation) => ({ validation }));
  const rule = { patience: 3 };
  expect(hasStopped(curve(0.1, 0.2, 0.19), rule)).toBe(false);
  expect(hasStopped(curve(0.1, 0.2, 0.19, 0.18, 0.2), rule)).toBe(true);
  expect(hasStopped(curve(0.1, 0.2, 0.19, 0.18, 0.21), rule)).toBe(false);
  // A short history whose validation plays show nothing yet is given its time.
  expect(hasStopped(curve(0, 0, 0, 0, 0), { patience: 5 })).toBe(false);
});

test('the model before fills in until the new one has settled', async () => {
  const { world, record } = memoryWorld();
  const list = await runTraining(listeningOf('ABACAB'), 3, small, world);
  const former = { serving: 'mixture' as const, recommendations: list.recommendations };
  await runTraining(albums, 4, small, { ...world, former });
  const filling = record.outcomes.filter(({ settled }) => !settled);
  expect(filling).toHaveLength(1);
  expect(filling[0]).toMatchObject(former);
  expect(record.outcomes.at(-1)?.recommendations).not.toEqual(former.recommendations);
});

test('a tie goes to the simpler part', () => {
  const same = { 'ndcg@10': 0.1 } as Metrics;
  expect(winner({ 'sequence-network': same, 'most-frequent': same })).toBe('most-frequent');
  expect(winner({})).toBeUndefined();
});
