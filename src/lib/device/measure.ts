import {
  ADAM,
  encoderWeights,
  itemVectors,
  measureRankers,
  measureRungs,
  measureTrainers,
  type Choice,
  type Memory,
  type ModelShape,
  type Ranking,
  type Rung,
  type TrainingRoute
} from '../compute/index.ts';
import type { MeasuredModel, Measurement, MeasurementProgress } from './measurement.ts';

/** What a measurement takes from the world around it. */
export interface MeasuredDevice {
  rungs: readonly Rung[];
  /** With the kernels, where this device runs them, and without. */
  rankings: { kernels: Ranking; plain: Ranking };
  trainers: readonly Pick<TrainingRoute, 'name' | 'find'>[];
  /** Choices between rungs, and between ways to train. */
  choices: Memory<Choice>;
  routes: Memory<string>;
  browser: string;
  cores: number;
  /** Milliseconds, from any moment on. */
  now: () => number;
  /** ms since epoch. */
  clock: () => number;
  onProgress: (progress: MeasurementProgress) => void;
}

/** The network to measure with. */
export interface Model {
  shape: ModelShape;
  parameters: Float32Array;
  weights: MeasuredModel['weights'];
}

/** Samples at most, and what they may take, ms: the whole takes a few seconds. */
const ENCODING = { rounds: 200, budget: 3000 };
const RANKING = { rounds: 200, budget: 2000 };
const TRAINING = { rounds: 40, budget: 3000 };
/** Where each part of the work ends, as a share of the whole. */
const ENDS = { building: 0.1, encoding: 0.45, ranking: 0.65, training: 1 };

/** Measures all there is on this device, with the listener's model or one like it. */
export async function measureDevice(
  { shape, parameters, weights }: Model,
  { rungs, rankings, trainers, choices, routes, browser, cores, now, clock, onProgress }: MeasuredDevice
): Promise<Measurement> {
  const { width, heads, blocks, hidden, context, batch, items, negatives } = shape;
  /** Tells of a part's rounds from the moment on that it begins. */
  const rounds = (doing: 'encoding' | 'ranking' | 'training', from: number, most: typeof ENCODING) => {
    const end = ENDS[doing];
    let startedAt: number | undefined;
    return (done: number) => {
      startedAt ??= now();
      const share = Math.max(done / most.rounds, (now() - startedAt) / most.budget);
      onProgress({ doing, fraction: from + (end - from) * Math.min(1, share) });
    };
  };
  let building = 0;
  const encoder = await measureRungs(rungs, encoderWeights(shape, parameters), {
    ...{ ...ENCODING, now, browser, memory: choices },
    onBuild: (route) => {
      onProgress({ doing: 'building', route, fraction: (ENDS.building * building++) / rungs.length });
    },
    onRound: rounds('encoding', ENDS.building, ENCODING)
  });
  const { vectors, width: components } = itemVectors(shape, parameters);
  // Any song's vector asks for as much work as any hidden state.
  const query = vectors.slice(0, components);
  const ranking = await measureRankers(
    rankings,
    { vectors, query },
    { ...RANKING, now, onRound: rounds('ranking', ENDS.encoding, RANKING) }
  );
  const training = await measureTrainers(
    trainers,
    shape,
    { ...ADAM, learningRate: 1e-3 },
    {
      ...{ ...TRAINING, now, browser, memory: routes },
      onBuild: (route) => {
        onProgress({ doing: 'building', route, fraction: ENDS.ranking });
      },
      onRound: rounds('training', ENDS.ranking, TRAINING)
    }
  );
  return {
    measuredAt: clock(),
    browser,
    cores,
    model: { weights, width, heads, blocks, hidden, context, batch, items, negatives },
    encoder,
    ranking,
    training
  };
}
