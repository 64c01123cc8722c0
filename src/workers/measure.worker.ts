import { expose } from 'comlink';
import rankingKernels from '../lib/compute/ranking/assembly/index.wasm?url&no-inline';
import { initialState, openRanking } from '../lib/compute/index.ts';
import {
  DeviceStore,
  measureDevice,
  type Measurement,
  type MeasurementProgress,
  type Model
} from '../lib/device/index.ts';
import { History } from '../lib/history/index.ts';
import { seededRandom } from '../lib/random/index.ts';
import { ModelStore, networkConfig, networkShape, trainedModel } from '../lib/recommender/index.ts';
import { routesHere, rungsHere } from './processors.ts';

/** Songs of an invented model where there is no history yet. */
const SONGS = 5000;
const SEED = 20261123;

const api = {
  /** Measures what this device can do, and stores what it finds. To cancel it, the worker is ended. */
  async measure(onProgress: (progress: MeasurementProgress) => void): Promise<Measurement> {
    const store = new DeviceStore();
    try {
      const [model, kernels, plain] = await Promise.all([
        listenersModel(),
        openRanking(fetch(rankingKernels)),
        openRanking()
      ]);
      const measurement = await measureDevice(model, {
        rungs: rungsHere(),
        rankings: { kernels, plain },
        trainers: routesHere().routes,
        choices: store.choices,
        routes: store.routes,
        browser: navigator.userAgent,
        cores: navigator.hardwareConcurrency,
        now: () => performance.now(),
        clock: () => Date.now(),
        onProgress
      });
      await store.saveMeasurement(measurement);
      return measurement;
    } finally {
      await store.close();
    }
  }
};

export type MeasureWorker = typeof api;

/** The network that was trained here, or one with invented weights and as many songs. */
async function listenersModel(): Promise<Model> {
  const [history, store] = [new History(), new ModelStore()];
  try {
    const trained = trainedModel(await store.checkpoint());
    if (trained) return { ...trained, weights: 'learnt' };
    const { plays, songs } = await history.summary();
    const shape = networkShape(networkConfig(plays, songs || SONGS, SEED));
    const random = seededRandom(SEED);
    const { parameters } = initialState(shape, () => random.uniform());
    return { shape, parameters, weights: 'invented' };
  } finally {
    await Promise.all([history.close(), store.close()]);
  }
}

expose(api);
