import { expect, test } from 'vitest';
import { encoderWeights } from '$lib/compute/index.ts';
import { networkConfig, type NetworkConfig } from '../../../src/lib/recommender/network/config.ts';
import { ServedNetwork } from '../../../src/lib/recommender/network/served.ts';
import { networkShape } from '../../../src/lib/recommender/network/shape.ts';
import { runTraining } from '../../../src/lib/recommender/run.ts';
import type { RunEnvironment } from '../../../src/lib/recommender/environment.ts';
import { momentBefore, playSequence } from '../../../src/lib/recommender/sequence.ts';
import { rerank } from '../../../src/lib/recommender/serve.ts';
import { servedModel } from '../../../src/lib/recommender/trained-model.ts';
import type { Outcome } from '../../../src/lib/recommender/types.ts';
import { wasm as ranking } from '../compute/ranking/kernels.ts';
import { largestDifference } from '../compute/training/cases.ts';
import { albumListening, type Listening } from './listening.ts';
import { openCpuEncoder, openNetwork, openWasm } from './trainer.ts';

const NOW = Date.UTC(2025, 0, 1);
const small = (plays: number, songs: number): NetworkConfig => ({
  ...networkConfig(plays, songs, 1),
  ...{ width: 8, context: 8, batch: 8, negatives: 24, learningRate: 0.01, maxEpochs: 4 }
});
const albums = albumListening(700, 6, 2);
const sequence = playSequence(albums);
const world = {
  openRanking: () => Promise.resolve(ranking),
  openEncoder: openCpuEncoder,
  offers: [],
  clock: () => NOW
};

/** The same plays, with songs numbered the other way round and a song more that nobody knows. */
function renumbered({ songs, song, ...rest }: Listening): Listening {
  const stranger = { key: 'stranger', artist: 'Stranger', title: 'Stranger' };
  return {
    ...rest,
    songs: [stranger, ...songs.toReversed()],
    song: song.map((number) => songs.length - number)
  };
}

/** Another play at the end. */
function andThen(listening: Listening, song: number): Listening {
  const last = listening.startedAt.at(-1) ?? 0;
  return {
    ...listening,
    song: Uint32Array.of(...listening.song, song),
    startedAt: Float64Array.of(...listening.startedAt, last + 240_000),
    msPlayed: Int32Array.of(...listening.msPlayed, 200_000),
    skipped: Uint8Array.of(...listening.skipped, 0)
  };
}

async function trained(): Promise<{ outcome: Outcome; checkpoint: unknown }> {
  let checkpoint: unknown;
  const whole: RunEnvironment = {
    ...world,
    openTrainer: openWasm,
    checkpoint: () => Promise.resolve(undefined),
    saveCheckpoint: (saved) => Promise.resolve(void (checkpoint = structuredClone(saved))),
    saveOutcome: () => Promise.resolve(),
    onProgress: () => undefined,
    signal: new AbortController().signal
  };
  const outcome = await runTraining(albums, 1, small, whole);
  return { outcome, checkpoint };
}

test('a network that serves scores as the engine that trained it, whatever numbers the songs have now', async () => {
  const config = small(700, sequence.songs);
  const network = openNetwork(config, sequence);
  await network.trainEpoch(600);
  const moments = [50, 333, 700].map((known) => momentBefore(sequence, known));
  const expected = await network.score(moments);
  const { parameters } = (await network.save()).training;
  const shape = networkShape(config);
  const encoder = await openCpuEncoder(encoderWeights(shape, parameters));
  const same = new ServedNetwork(
    { shape, parameters },
    encoder,
    ranking,
    Int32Array.from(albums.songs.keys())
  );
  expect(largestDifference(await same.score(moments, sequence), expected)).toBeLessThan(1e-4);

  const other = playSequence(renumbered(albums));
  const { songs } = sequence;
  const numberOf = Int32Array.from(
    { length: songs + 1 },
    (_, song) => songs - song - Number(song === 0) * (songs + 1)
  );
  const turned = new ServedNetwork({ shape, parameters }, encoder, ranking, numberOf);
  const scores = await turned.score(moments, other);
  moments.forEach((_, i) => {
    const row = scores.subarray(i * (songs + 1), (i + 1) * (songs + 1));
    expect(row[0]).toBe(-Infinity);
    const back = row.slice(1).toReversed();
    expect(largestDifference(back, expected.subarray(i * songs, (i + 1) * songs))).toBeLessThan(1e-4);
  });
});

test('the list follows new plays without learning, and is the same for the same plays', async () => {
  const model = await trained();
  const now = await rerank(albums, model, world);
  expect(now).toEqual(model.outcome.recommendations);
  // Far down, where scores are nearly equal, the estimates of the item-item part depend on the numbers.
  const best = (list = now) => list?.slice(0, 10).map(({ song }) => song.key);
  expect(best(await rerank(renumbered(albums), model, world))).toEqual(best());
  // An album is played from front to back: after its third song comes the fourth.
  const third = andThen(andThen(andThen(albums, 30), 31), 32);
  const [first] = (await rerank(third, model, world)) ?? [];
  expect(first?.song.key).toBe('33');
});

test('songs that came after the training are listed too', async () => {
  const model = await trained();
  const fresh = { key: 'new', artist: 'New', title: 'New' };
  let more: Listening = { ...albums, songs: [...albums.songs, fresh] };
  for (let i = 0; i < 5; i++) more = andThen(more, albums.songs.length);
  const list = await rerank(more, model, world);
  expect(list?.some(({ song }) => song.key === 'new')).toBe(true);
});

test('a model that cannot be read serves nothing', async () => {
  const { outcome } = await trained();
  for (const checkpoint of [undefined, null, {}, { songs: 3, test: { mixture: { parts: ['no part'] } } }]) {
    expect(servedModel(checkpoint)).toEqual({ songs: [] });
    for (const serving of ['mixture', 'sequence-network'] as const)
      expect(await rerank(albums, { outcome: { ...outcome, serving }, checkpoint }, world)).toBeUndefined();
  }
  // What only counts needs nothing.
  const counted = await rerank(
    albums,
    { outcome: { ...outcome, serving: 'most-recent' }, checkpoint: undefined },
    world
  );
  expect(counted?.[0]?.song.key).toBe(albums.songs[albums.song.at(-1) ?? 0]?.key);
});
