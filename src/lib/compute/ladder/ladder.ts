import { chooseFastest, median } from '../calibration.ts';
import type { Encoder, Rung, RungName } from '../encoding/encoder.ts';
import type { EncoderWeights } from '../encoding/weights.ts';
import type { Memory } from '../memory.ts';
import { deviceKey, modelHash, type Choice } from './choice.ts';
import { climb, eligible, probe, type Built, type Candidate, type ClimbOptions } from './climb.ts';
import { LadderEncoder, type Fall } from './encoder.ts';
import { referenceFor } from './reference.ts';
import { costOf, timeBuilt } from './timing.ts';

export interface LadderOptions {
  /** In the order to try them in where nothing has been measured; the last one must work everywhere. */
  rungs: readonly Rung[];
  weights: EncoderWeights;
  /** Names the browser with its version. */
  browser: string;
  memory: Memory<Choice>;
  /** Milliseconds, from any moment on. */
  now: () => number;
  onFall?: (fall: Fall) => void;
}

/** What the choice costs at most, ms, beside the builds. */
const CALIBRATION = { rounds: 20, budget: 500 };
/**
 * The encoder on the fastest rung that computes correctly here. On a device and with a model that a choice is
 * remembered for, only that rung is built; else all are, and measured in turn. Software adapters do not compete.
 * @throws RangeError when a weight is not finite; Error when no rung works
 */
export async function openLadder(options: LadderOptions): Promise<Encoder> {
  const { rungs, weights, browser, memory, now, onFall } = options;
  if (!weights.values.every(Number.isFinite)) throw new RangeError('the weights must be finite');
  const candidates = eligible(await Promise.all(rungs.map(probe)));
  const climbing: ClimbOptions = { weights, reference: await referenceFor(weights), now };
  const device = deviceKey(browser, candidates);
  const model = modelHash(weights);
  const former = await memory.get(device);

  const remembered = candidates.find(({ name }) => former?.model === model && name === former.rung);
  const others = candidates.filter((candidate) => candidate !== remembered);
  const built = remembered && (await climb(remembered, climbing));
  if (built && 'encoder' in built) return new LadderEncoder(built, others, climbing, onFall);

  const { chosen, order } = await choose(others, former?.rung, climbing);
  await memory.set(device, { model, rung: chosen.name });
  const next = order.flatMap((name) => candidates.find((candidate) => candidate.name === name) ?? []);
  return new LadderEncoder(chosen, next, climbing, onFall);
}

/** Builds and measures the candidates. @returns the best one, and the others that work, by what they cost */
async function choose(
  candidates: readonly Candidate[],
  former: RungName | undefined,
  climbing: ClimbOptions
): Promise<{ chosen: Built; order: RungName[] }> {
  const built: Built[] = [];
  let chosen: Built | undefined;
  try {
    for (const candidate of candidates) {
      const result = await climb(candidate, climbing);
      if ('encoder' in result) built.push(result);
    }
    const timed = await timeBuilt(built, climbing.reference, { now: climbing.now, ...CALIBRATION });
    const costs = new Map<RungName, number>();
    for (const one of built) {
      const samples = timed.get(one.name);
      if (typeof samples === 'object') costs.set(one.name, costOf(median(samples.times), one));
    }
    const best = chooseFastest(costs, former);
    chosen = built.find(({ name }) => name === best);
    if (!chosen) throw new Error('No processor route on this device computes the network correctly.');
    const order = [...costs].sort(([, a], [, b]) => a - b).map(([name]) => name);
    return { chosen, order: order.filter((name) => name !== best) };
  } finally {
    for (const one of built) if (one !== chosen) one.encoder.dispose();
  }
}
