import { seededRandom, shuffle } from '../../random/index.ts';
import { Gate, scratchFor, type GateCases, type Scratch } from './gate.ts';
import { fold, normalised } from './normalise.ts';

export interface GateSettings {
  hidden: number;
  /** Steps of Adam, and cases in each. */
  steps: number;
  batch: number;
  /** Of Adam at the start; it falls to a tenth, linearly. */
  learningRate: number;
  /** Of half the squared weights. */
  decay: number;
  seed: number;
}

/** Chosen by learning from one half of the listeners in the tuning slice of 30Music and testing on the other half. */
const MANY = { hidden: 16, steps: 800, batch: 128, learningRate: 0.01, decay: 1e-5 };
/**
 * Few cases bear no hidden units. The tuning items of S3-Rec's LastFM do not tell these numbers from their neighbours; the
 * decay is what a simulated listener with 200 cases asked for.
 */
const FEW = { hidden: 0, steps: 150, batch: 128, learningRate: 0.03, decay: 0.01 };
const FEW_CASES = 5000;

/** What a gate is learnt with from so many cases. */
export function gateSettings(cases: number, seed = 1): GateSettings {
  return { ...(cases < FEW_CASES ? FEW : MANY), seed };
}

/** A slope of the loss below this changes no weight in its third digit. */
const LEAST_SLOPE = 1e-4;

/**
 * Learns a gate by listwise cross-entropy: the softmax over a case's candidates against the one that was played (Cao et
 * al., ICML 2007), with Adam. Cases whose target is no candidate teach nothing.
 * @param which cases to learn from. Default: all
 */
export function learnGate(
  data: GateCases,
  settings: GateSettings = gateSettings(data.targets.length),
  which: readonly number[] = [...data.targets.keys()]
): Gate {
  const random = seededRandom(settings.seed);
  const gate = new Gate(settings.hidden, data.candidateFeatures, data.caseFeatures);
  gate.draw(random);
  const { cases, scale } = normalised(data);
  const order = which.filter((c) => (data.targets[c] ?? -1) >= 0);
  const scratch = scratchFor(data, gate);
  const gradient = new Float64Array(gate.weights.length);
  const adam = new Adam(gate.weights);
  let next = order.length;
  for (let step = 0; step < settings.steps && order.length > 0; step++) {
    if (next >= order.length) {
      shuffle(order, random);
      next = 0;
    }
    const batch = order.slice(next, next + settings.batch);
    next += settings.batch;
    gradient.fill(0);
    for (const c of batch) {
      const count = gate.score(cases, c, scratch);
      lossSlopes(scratch.scores, count, data.targets[c] ?? 0);
      addGradient(gate, cases, c, scratch, gradient);
    }
    for (let i = 0; i < gradient.length; i++) {
      gradient[i] = (gradient[i] ?? 0) / batch.length + settings.decay * (gate.weights[i] ?? 0);
    }
    adam.step(gradient, settings.learningRate * (1 - (0.9 * step) / settings.steps));
  }
  fold(gate, scale);
  return gate;
}

/** Replaces scores by the slopes of -ln softmax(scores)[target]. */
function lossSlopes(scores: Float64Array, count: number, target: number): void {
  let highest = -Infinity;
  for (let i = 0; i < count; i++) highest = Math.max(highest, scores[i] ?? 0);
  let total = 0;
  for (let i = 0; i < count; i++) total += scores[i] = Math.exp((scores[i] ?? 0) - highest);
  for (let i = 0; i < count; i++) scores[i] = (scores[i] ?? 0) / total - (i === target ? 1 : 0);
}

/** Adds the gradient of one case's loss. @param scratch its hidden units, and in `scores` the slopes of the loss */
function addGradient(
  { weights: w, hidden, candidateFeatures: width, caseFeatures, at: { V, b, o, l } }: Gate,
  data: GateCases,
  c: number,
  { scores: slopes, units, offsets: sums }: Scratch,
  gradient: Float64Array
): void {
  const { candidates, cases } = data;
  const begin = data.starts[c] ?? 0;
  const count = (data.starts[c + 1] ?? 0) - begin;
  sums.fill(0);
  for (let i = 0; i < count; i++) {
    const slope = slopes[i] ?? 0;
    if (Math.abs(slope) < LEAST_SLOPE) continue;
    const from = (begin + i) * width;
    for (let f = 0; f < width; f++) {
      gradient[l + f] = (gradient[l + f] ?? 0) + slope * (candidates[from + f] ?? 0);
    }
    for (let u = 0; u < hidden; u++) {
      const unit = units[i * hidden + u] ?? 0;
      gradient[o + u] = (gradient[o + u] ?? 0) + slope * unit;
      const inner = slope * (w[o + u] ?? 0) * (1 - unit * unit);
      sums[u] = (sums[u] ?? 0) + inner;
      const row = u * width;
      for (let f = 0; f < width; f++) {
        gradient[row + f] = (gradient[row + f] ?? 0) + inner * (candidates[from + f] ?? 0);
      }
    }
  }
  for (let u = 0; u < hidden; u++) {
    const sum = sums[u] ?? 0;
    gradient[b + u] = (gradient[b + u] ?? 0) + sum;
    for (let m = 0; m < caseFeatures; m++) {
      const place = V + u * caseFeatures + m;
      gradient[place] = (gradient[place] ?? 0) + sum * (cases[c * caseFeatures + m] ?? 0);
    }
  }
}

/** Kingma and Ba, ICLR 2015, with its usual constants. */
class Adam {
  readonly #mean: Float64Array;
  readonly #square: Float64Array;
  #steps = 0;

  constructor(private readonly weights: Float64Array) {
    this.#mean = new Float64Array(weights.length);
    this.#square = new Float64Array(weights.length);
  }

  step(gradient: Float64Array, rate: number): void {
    this.#steps++;
    const meanBias = 1 - 0.9 ** this.#steps;
    const squareBias = 1 - 0.999 ** this.#steps;
    for (let i = 0; i < gradient.length; i++) {
      const slope = gradient[i] ?? 0;
      const mean = (this.#mean[i] = 0.9 * (this.#mean[i] ?? 0) + 0.1 * slope);
      const square = (this.#square[i] = 0.999 * (this.#square[i] ?? 0) + 0.001 * slope * slope);
      this.weights[i] =
        (this.weights[i] ?? 0) - (rate * (mean / meanBias)) / (Math.sqrt(square / squareBias) + 1e-8);
    }
  }
}
