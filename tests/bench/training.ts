import { parseArgs } from 'node:util';
import type { LossName, ModelShape } from '../../src/lib/compute/training/shape.ts';
import { type Bench, median, type Outcome, readCount } from './bench.ts';
import { openBrowser } from './browser.ts';
import { serveBenchPage } from './site.ts';
import { gpuFigures, gpuLossesApart } from './training/gpu.ts';
import type { Timed, TrainingBenchPage } from './training/page/main.ts';
import type { TimedOnGpu } from './training/page/webgpu.ts';

/** The notes' reference step. */
const REFERENCE: Omit<ModelShape, 'loss' | 'negatives' | 'items'> = {
  width: 64,
  heads: 2,
  blocks: 2,
  hidden: 64,
  context: 50,
  batch: 128,
  kinds: 0,
  itemBias: false,
  dropout: 0
};
const CASES: { label: string; loss: LossName; items: number; full: boolean }[] = [
  { label: 'bce', loss: 'bce', items: 4000, full: false },
  { label: 'sampled', loss: 'sampled', items: 4000, full: false },
  { label: 'softmax', loss: 'full', items: 4000, full: true },
  { label: 'bce-20k', loss: 'bce', items: 20_000, full: true },
  { label: 'sampled-20k', loss: 'sampled', items: 20_000, full: true }
];
/** The losses whose smaller ratio is the figure that is quoted. */
const QUOTED = ['bce', 'sampled'];
/** Runners differ by rounding, and in Adam's epsilon; by more only when one of them is wrong. */
const TOLERANCE = 2e-3;
const PARITY_STEPS = 20;

/**
 * Times single training steps in headless Chromium: our engines and plain TensorFlow.js in the same page, from the same
 * weights, on the same batches, in alternation.
 */
export const trainingBench: Bench = {
  usage:
    '[--rounds N] [--gpu-rounds N] [--full]   (default: --rounds 6 --gpu-rounds 3, of half a minute each in software; --full: larger catalogues, full softmax, parity at this size)',

  async run(args, tell) {
    const { values } = parseArgs({
      args,
      options: {
        rounds: { type: 'string', default: '6' },
        'gpu-rounds': { type: 'string', default: '3' },
        full: { type: 'boolean', default: false }
      }
    });
    const rounds = readCount('rounds', values.rounds, 2);
    const gpuRounds = readCount('gpu-rounds', values['gpu-rounds']);
    tell('Building the page');
    const site = await serveBenchPage('tests/bench/training/page');
    const { page, version, close } = await openBrowser();
    try {
      const measured = new Map<string, Timed>();
      for (const { label, loss, items } of CASES.filter(({ full }) => values.full || !full)) {
        tell(`${label}: ${rounds} rounds`);
        await page.goto(site.url);
        const timed = await page.evaluate(
          ([shape, rounds]) =>
            (window as unknown as { bench: TrainingBenchPage }).bench.measure(shape, rounds),
          [shapeOf(loss, items), rounds] as const
        );
        measured.set(label, timed);
      }
      const onGpu = new Map<string, TimedOnGpu>();
      for (const { label, loss, items } of CASES.filter(({ label }) => QUOTED.includes(label))) {
        tell(`${label}: ${gpuRounds} rounds on the GPU`);
        await page.goto(site.url);
        const timed = await page.evaluate(
          ([shape, rounds]) =>
            (window as unknown as { bench: TrainingBenchPage }).bench.measureOnGpu(shape, rounds),
          [shapeOf(loss, items), gpuRounds] as const
        );
        onGpu.set(label, timed);
      }
      const outcome = outcomeOf(measured, onGpu, version);
      for (const { label, loss, items } of values.full ? CASES : []) {
        tell(`${label}: parity after ${PARITY_STEPS} steps`);
        await page.goto(site.url);
        const parity = await page.evaluate(
          ([shape, steps]) => (window as unknown as { bench: TrainingBenchPage }).bench.parity(shape, steps),
          [shapeOf(loss, items), PARITY_STEPS] as const
        );
        for (const between of ['reference', 'rounding'] as const) {
          const { largest, beyond } = parity[between];
          outcome.results[`parity.${between}.${label}`] = largest;
          outcome.results[`parity.${between}.${label}.beyond`] = beyond;
        }
      }
      return outcome;
    } finally {
      await close();
      await site.close();
    }
  }
};

function shapeOf(loss: LossName, items: number): ModelShape {
  return { ...REFERENCE, items, loss, negatives: loss === 'sampled' ? 512 : 0 };
}

function outcomeOf(measured: Map<string, Timed>, onGpu: Map<string, TimedOnGpu>, version: string): Outcome {
  const results: Record<string, number> = {};
  let apart = gpuLossesApart(onGpu);
  for (const [label, { times, losses }] of measured) {
    const middle = (name: string) => median(times[name] ?? []);
    for (const name of Object.keys(times)) results[`${name}.${label}.ms`] = middle(name);
    for (const fast of ['wasm', 'wasm-simd']) {
      for (const slow of ['tfjs-wasm', 'tfjs-wasm-tuned']) {
        results[`ratio.${fast}.${slow}.${label}`] = middle(slow) / middle(fast);
      }
    }
    const reference = losses['tfjs-wasm'] ?? [];
    for (const list of Object.values(losses)) {
      list.forEach((loss, i) => (apart = Math.max(apart, Math.abs(loss - (reference[i] ?? NaN)))));
    }
  }
  const quoted = QUOTED.map((label) => results[`ratio.wasm.tfjs-wasm.${label}`] ?? NaN);
  return {
    results: {
      'ratio.wasm.tfjs-wasm': Math.min(...quoted),
      ...results,
      ...gpuFigures(onGpu),
      'losses.apart': apart
    },
    details: {
      times: Object.fromEntries([...measured].map(([label, { times }]) => [label, times])),
      gpu: Object.fromEntries(onGpu)
    },
    environment: {
      browser: version,
      wasm: measured.get('bce')?.variant ?? 'unknown',
      gpu: onGpu.get('bce')?.adapter ?? 'unknown'
    },
    ...(!(apart <= TOLERANCE)
      ? { failure: `The losses differ by ${apart}: one of the runners is wrong.` }
      : {})
  };
}
