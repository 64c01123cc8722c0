import { Noise } from '../noise.ts';
import type { TrainingBatch } from './batch.ts';
import { ADAM, correctedRate, type AdamSettings, type TrainingEngine, type TrainingState } from './engine.ts';
import { lossInFloat64, statesInFloat64 } from './float64.ts';
import { inventBatch } from './invent.ts';
import { parameterLayout } from './layout.ts';
import type { ModelShape } from './shape.ts';
import { touchedItems } from './touched.ts';

/** How far float32 may be from float64, relative to what is compared. Sound engines need up to a seventh of it. */
const TOLERANCE = 1e-4;
/** Of the differences of float64 losses: so small that hardly a relu opens or shuts between the two sides. */
const STEP = 1e-7;
/** Directions along which the gradients of the first and of the second step are compared. */
const DIRECTIONS = [4, 2];
/** Adam with an epsilon that is seen. */
const SETTINGS: AdamSettings = { ...ADAM, learningRate: 3e-3, epsilon: 1e-3 };

/**
 * Whether an engine computes as float64 does, in two training steps and in what windows are encoded to before and after
 * them. One that fails must not be used, however fast it is.
 *
 * Of each step are compared: the loss; the gradients, which the first moments give away; what Adam makes of them, value
 * by value; and that rows which the batch does not touch stay as they are. Gradients are compared along random
 * directions of signs, in which any wrong value shows: a few float64 losses tell as much as a float64 gradient would.
 * @param shape of the network that is to be trained; the gate keeps its widths and takes a small batch and few items
 */
export async function passesGate(
  shape: ModelShape,
  create: (shape: ModelShape, settings: AdamSettings) => TrainingEngine | Promise<TrainingEngine>
): Promise<boolean> {
  const small = smallShape(shape);
  const noise = new Noise();
  const engine = await create(small, SETTINGS);
  try {
    let before = startState(small, noise);
    engine.load(before);
    if (!(await encodes(engine, before, noise))) return false;
    for (const directions of DIRECTIONS) {
      const batch = smallBatch(small, noise);
      const loss = await engine.step(batch);
      const after = await engine.read();
      const isTouched = touchedValues(small, batch);
      const gradients = gradientsOf(before, after, isTouched);
      const step: Step = { shape: small, batch, before, after, isTouched, gradients };
      const correct =
        isClose(loss, lossInFloat64(small, before.parameters, batch)) &&
        isAdam(step) &&
        isGradient(step, directions, noise) &&
        (await encodes(engine, after, noise));
      if (!correct) return false;
      before = after;
    }
    return true;
  } finally {
    engine.dispose();
  }
}

interface Step {
  shape: ModelShape;
  batch: TrainingBatch;
  before: TrainingState;
  after: TrainingState;
  /** Whether the step may change a value. */
  isTouched: (place: number) => boolean;
  /** Of the loss by every value, as the engine must have found them. */
  gradients: Float64Array;
}

/** Numbers that fill no tile, and more items than a batch touches. */
function smallShape(shape: ModelShape): ModelShape {
  return { ...shape, batch: 3, items: 61, negatives: Math.min(shape.negatives, 21) };
}

/** A whole window, an empty one and a short one. */
function smallBatch(shape: ModelShape, noise: Noise): TrainingBatch {
  return {
    ...inventBatch(shape, noise),
    lengths: Int32Array.of(shape.context, 0, Math.min(5, shape.context))
  };
}

/** In the middle of a training: no bias and no moment is zero, and scores lie far apart. */
function startState(shape: ModelShape, noise: Noise): TrainingState {
  const { parameters, size } = parameterLayout(shape);
  const values = new Float32Array(size);
  const limit = 2 * Math.sqrt(3 / shape.width);
  for (const { name, rows, columns, offset } of parameters) {
    for (let i = offset; i < offset + rows * columns; i++) values[i] = limit * noise.signed();
    if (!name.endsWith('Norm')) continue;
    for (let i = offset; i < offset + columns; i++) values[i] = 1 + 0.5 * noise.signed();
  }
  return {
    parameters: values,
    first: values.map(() => 0.01 * noise.signed()),
    second: values.map(() => (0.01 * noise.uniform()) ** 2),
    steps: 2
  };
}

async function encodes(
  engine: TrainingEngine,
  { parameters }: TrainingState,
  noise: Noise
): Promise<boolean> {
  const windows = smallBatch(engine.shape, noise);
  const expected = statesInFloat64(engine.shape, parameters, windows);
  const states = await engine.encode(windows);
  return states.length === expected.length && expected.every((value, i) => isClose(states[i], value));
}

/** Whether the step changed exactly what it may, and as Adam's equations say. */
function isAdam({ before, after, isTouched, gradients }: Step): boolean {
  const { beta2, epsilon } = SETTINGS;
  const rate = correctedRate(SETTINGS, before.steps + 1);
  const changed = before.parameters.every((value, i) => {
    const [next = NaN, m = NaN, v = NaN] = [after.parameters[i], after.first[i], after.second[i]];
    const [firstBefore = NaN, secondBefore = NaN] = [before.first[i], before.second[i]];
    if (!isTouched(i)) return next === value && m === firstBefore && v === secondBefore;
    const square = beta2 * secondBefore + (1 - beta2) * (gradients[i] ?? NaN) ** 2;
    const change = (rate * m) / (Math.sqrt(v) + epsilon);
    return (
      Math.abs(v - square) <= TOLERANCE * square + 1e-12 &&
      // The last term is the rounding of the parameter itself.
      Math.abs(next - (value - change)) <= TOLERANCE * Math.abs(change) + 1e-6
    );
  });
  return changed && after.steps === before.steps + 1;
}

/** Whether the loss rises along random directions of signs as the step's gradients say. */
function isGradient({ shape, batch, before, gradients }: Step, directions: number, noise: Noise): boolean {
  const length = Math.sqrt(gradients.reduce((sum, value) => sum + value * value, 0));
  for (let i = 0; i < directions; i++) {
    const signs = gradients.map(() => (noise.signed() < 0 ? -1 : 1));
    const lossAt = (distance: number) => {
      const values = signs.map((sign, j) => (before.parameters[j] ?? NaN) + distance * sign);
      return lossInFloat64(shape, values, batch);
    };
    const expected = (lossAt(STEP) - lossAt(-STEP)) / (2 * STEP);
    const slope = gradients.reduce((sum, value, j) => sum + value * (signs[j] ?? NaN), 0);
    if (!(Math.abs(slope - expected) <= TOLERANCE * length)) return false;
  }
  return true;
}

/** g of m' = beta1 m + (1 - beta1) g; 0 where nothing was touched. */
function gradientsOf(
  before: TrainingState,
  after: TrainingState,
  isTouched: Step['isTouched']
): Float64Array {
  const { beta1 } = SETTINGS;
  return Float64Array.from(after.first, (next, i) =>
    isTouched(i) ? (next - beta1 * (before.first[i] ?? NaN)) / (1 - beta1) : 0
  );
}

/** All values but those of items that the batch does not touch. */
function touchedValues(shape: ModelShape, batch: TrainingBatch): Step['isTouched'] {
  const touched = touchedItems(shape, batch);
  const { parameters } = parameterLayout(shape);
  const biases = parameters.find(({ name }) => name === 'itemBias')?.offset ?? Infinity;
  const ofItems = shape.items * shape.width;
  return (place) => {
    if (place < ofItems) return touched[Math.floor(place / shape.width)] === 1;
    return place < biases || touched[place - biases] === 1;
  };
}

function isClose(actual: number | undefined, expected: number): boolean {
  return Math.abs((actual ?? NaN) - expected) <= TOLERANCE * Math.max(1, Math.abs(expected));
}
