import * as Comlink from 'comlink';
import kernelsUrl from '../lib/compute/ranking/assembly/index.wasm?url&no-inline';
import { openRanking, openTrainer } from '../lib/compute/index.ts';
import { DeviceStore } from '../lib/device/index.ts';
import { History } from '../lib/history/index.ts';
import { ModelStore, networkConfig, runTraining, type TrainingProgress } from '../lib/recommender/index.ts';
import { withLock } from '../lib/storage/index.ts';
import { routesHere } from './training-routes.ts';

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
  /** Ends a running training; the best simple part settles. */
  cancel(): void {
    running?.abort(new DOMException('Training was cancelled.', 'AbortError'));
  }
};

export type TrainingWorker = typeof api;

async function trainOnce(
  signal: AbortSignal,
  onProgress: (progress: TrainingProgress) => void
): Promise<void> {
  const history = new History();
  const model = new ModelStore();
  const device = new DeviceStore();
  try {
    const { revision, plays } = await history.summary();
    const stored = await model.outcome();
    if (plays === 0 || (stored?.settled && stored.revision === revision)) return;
    const configure = (listened: number, songs: number) => networkConfig(listened, songs, SEED);
    await runTraining(await history.taste(), revision, configure, {
      openTrainer: (shape, settings, wishes) =>
        openTrainer(shape, settings, {
          ...routesHere(),
          ...wishes,
          memory: device.routes,
          browser: navigator.userAgent,
          now: () => performance.now()
        }),
      openRanking: () => openRanking(fetch(kernelsUrl)),
      checkpoint: () => model.checkpoint(),
      saveCheckpoint: (checkpoint) => model.saveCheckpoint(checkpoint),
      saveOutcome: (outcome) => model.saveOutcome(outcome),
      onProgress,
      clock: () => Date.now(),
      signal
    });
  } finally {
    await Promise.all([history.close(), model.close(), device.close()]);
  }
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
