import * as Comlink from 'comlink';
import kernelsUrl from '../lib/compute/ranking/assembly/index.wasm?url&no-inline';
import { allPieces } from '../lib/catalogue/index.ts';
import { openLadder, openRanking, openTrainer } from '../lib/compute/index.ts';
import { DeviceStore } from '../lib/device/index.ts';
import { History, type Listening } from '../lib/history/index.ts';
import {
  ModelStore,
  networkConfig,
  rerank,
  runTraining,
  type Outcome,
  type Recommendation,
  type RunEnvironment,
  type TrainingProgress
} from '../lib/recommender/index.ts';
import { withLock } from '../lib/storage/index.ts';
import { offersOf } from './offers.ts';
import { routesHere, rungsHere } from './processors.ts';

/** One seed for everybody: equal histories give equal models on equal backends. */
const SEED = 20261123;
/** Pause between two progress messages, ms. */
const PROGRESS_EVERY = 100;

let running: AbortController | undefined;

const api = {
  /**
   * Trains on the history as it stands and stores what comes of it, unless that is stored already. Only one tab
   * trains at a time; another one waits here and then finds the work done.
   * @throws Error in plain words when training failed
   */
  async train(onProgress: (progress: TrainingProgress) => void, onWaiting: () => void): Promise<void> {
    const controller = new AbortController();
    running = controller;
    const work = () => trainOnce(controller.signal, throttled(onProgress));
    const taken = await withLock('earshot-training', async () => (await work(), true), { ifFree: true });
    if (taken) return;
    onWaiting();
    await withLock('earshot-training', work, { signal: controller.signal });
  },
  /** Ranks the plays as they are now by the model that settled before; nothing is learnt. */
  async refresh(): Promise<void> {
    await withLock(
      'earshot-training',
      () =>
        withStores(async (stores) => {
          const stored = await stores.model.outcome();
          if (!stored?.settled) return;
          const recommendations = await listNow(stored, await stores.history.taste(), stores);
          if (recommendations) await stores.model.saveOutcome({ ...stored, recommendations });
        }),
      { ifFree: true }
    );
  },
  /** Ends a running training; the best simple part settles. */
  cancel(): void {
    running?.abort(new DOMException('Training was cancelled.', 'AbortError'));
  }
};

export type TrainingWorker = typeof api;

interface Stores {
  history: History;
  model: ModelStore;
  device: DeviceStore;
}

async function withStores(work: (stores: Stores) => Promise<void>): Promise<void> {
  const stores = { history: new History(), model: new ModelStore(), device: new DeviceStore() };
  try {
    await work(stores);
  } finally {
    await Promise.all(Object.values(stores).map((store) => store.close()));
  }
}

function trainOnce(signal: AbortSignal, onProgress: (progress: TrainingProgress) => void): Promise<void> {
  return withStores(async (stores) => {
    const { history, model, device } = stores;
    const { revision, plays } = await history.summary();
    const stored = await model.outcome();
    if (plays === 0 || (stored?.settled && stored.revision === revision)) return;
    const listening = await history.taste();
    const recommendations = stored?.settled ? await listNow(stored, listening, stores) : undefined;
    const former = stored && recommendations && { serving: stored.serving, recommendations };
    if (former) await model.saveOutcome({ ...stored, ...former, revision, settled: false });
    const configure = (listened: number, songs: number) => networkConfig(listened, songs, SEED);
    await runTraining(listening, revision, configure, {
      ...processors(device),
      checkpoint: () => model.checkpoint(),
      saveCheckpoint: (checkpoint) => model.saveCheckpoint(checkpoint),
      saveOutcome: (outcome) => model.saveOutcome(outcome),
      former,
      onProgress,
      clock: () => Date.now(),
      signal
    });
  });
}

/** What the model that settled before makes of the plays as they are now, where it can still be read. */
async function listNow(
  outcome: Outcome,
  listening: Listening,
  { model, device }: Stores
): Promise<Recommendation[] | undefined> {
  const stored = { outcome, checkpoint: await model.checkpoint() };
  const world = { ...processors(device), clock: () => Date.now() };
  return rerank(listening, stored, world).catch(() => undefined);
}

function processors(
  device: DeviceStore
): Pick<RunEnvironment, 'openTrainer' | 'openRanking' | 'openEncoder' | 'offers'> {
  const browser = navigator.userAgent;
  const now = () => performance.now();
  return {
    openTrainer: (shape, settings, wishes) =>
      openTrainer(shape, settings, { ...routesHere(), ...wishes, memory: device.routes, browser, now }),
    offers: offersOf(allPieces()),
    openRanking: () => openRanking(fetch(kernelsUrl)),
    openEncoder: (weights) =>
      openLadder({ rungs: rungsHere(), weights, memory: device.choices, browser, now })
  };
}

/** Passes on at most one message per interval, and every change of phase. */
function throttled(send: (progress: TrainingProgress) => void): (progress: TrainingProgress) => void {
  let last = -Infinity;
  let phase: string | undefined;
  return (progress) => {
    const now = performance.now();
    if (progress.phase === phase && now - last < PROGRESS_EVERY) return;
    last = now;
    phase = progress.phase;
    send(progress);
  };
}

Comlink.expose(api);
