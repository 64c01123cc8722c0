import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { LossName, ModelShape } from '../../src/lib/compute/training/shape.ts';
import { type Bench, median, type Outcome, readCount } from './bench.ts';
import { openBrowser } from './browser.ts';
import { serveBenchPage } from './site.ts';
import { installPeers } from '../tools/peers.ts';
import { openNativeStep } from './training/native.ts';
import type { Budgets, RunnerName, Timed, TrainingBenchPage } from './training/page/main.ts';

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
/** Ours in its best variant, on one thread and several, and in its plain one; tfjs as it is and with our product. */
const RUNNERS: RunnerName[] = [
  'wasm',
  ...(availableParallelism() > 1 ? (['wasm-threads'] as const) : []),
  'wasm-simd',
  'tfjs-wasm',
  'tfjs-wasm-tuned'
];
const JAX: RunnerName = 'jax-wasm';
/** On WebGPU plain tfjs takes a hundred times as long on a software adapter: fewer rounds, and a visit of their own. */
const GPU_RUNNERS: RunnerName[] = ['wgsl', 'tfjs-webgpu'];
const GPU_JAX: RunnerName = 'jax-webgpu';
const GPU_ROUNDS = 3;
const BUDGET_STEPS = 10;
/** Runners held against others: `ratio.wasm.tfjs-wasm` says how many times faster wasm is. */
const RATIOS: readonly [string, string][] = [
  ['wasm', 'tfjs-wasm'],
  ['wasm', 'jax-wasm'],
  ['wasm-threads', 'wasm'],
  ['wasm-threads', 'jax-wasm'],
  ['wgsl', 'tfjs-webgpu'],
  ['wgsl', 'jax-webgpu'],
  ['native', 'wasm'],
  ['wasm', 'tfjs-wasm-tuned'],
  ['wasm-simd', 'tfjs-wasm'],
  ['wasm-simd', 'tfjs-wasm-tuned']
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
    '[--rounds N] [--full]   (default: --rounds 6; --full: larger catalogues, full softmax, parity at this size)',

  async run(args, tell) {
    const { values } = parseArgs({
      args,
      options: { rounds: { type: 'string', default: '6' }, full: { type: 'boolean', default: false } }
    });
    const rounds = readCount('rounds', values.rounds, 2);
    const noPeers = installPeers();
    if (noPeers) tell(`Without jax-js: ${noPeers}`);
    tell('Building the page');
    const site = await serveBenchPage('tests/bench/training/page', {
      missing: noPeers ? ['@jax-js/jax'] : [],
      policy: false
    });
    const { page, version, close } = await openBrowser();
    try {
      const measured = new Map<string, Timed>();
      const budgets: Budgets[] = [];
      for (const { label, loss, items } of CASES.filter(({ full }) => values.full || !full)) {
        const shape = shapeOf(loss, items);
        // Neither peer knows the full softmax.
        const peers = loss !== 'full';
        const native = peers ? openNativeStep(shape) : undefined;
        if (peers && !native) tell('Without native C: there is no compiler.');
        tell(`${label}: ${rounds} rounds`);
        await page.goto(site.url);
        const measure = async (names: RunnerName[], times: number) =>
          await page.evaluate(
            ([shape, names, rounds]) =>
              (window as unknown as { bench: TrainingBenchPage }).bench.measure(shape, names, rounds),
            [shape, names, times] as const
          );
        const before = native?.run(rounds);
        const timed = await measure(peers && !noPeers ? [...RUNNERS, JAX] : RUNNERS, rounds);
        // Before and after: the machine's pace drifts.
        const after = native?.run(rounds);
        native?.dispose();
        if (before && after) {
          timed.times['native'] = [...before.times, ...after.times];
          timed.losses['native'] = after.losses;
        }
        if (QUOTED.includes(label)) {
          tell(`${label} on WebGPU: ${GPU_ROUNDS} rounds`);
          await page.goto(site.url);
          const onGpu = await measure(noPeers ? GPU_RUNNERS : [...GPU_RUNNERS, GPU_JAX], GPU_ROUNDS);
          Object.assign(timed.times, onGpu.times);
          Object.assign(timed.losses, onGpu.losses);
          await page.goto(site.url);
          budgets.push(
            await page.evaluate(
              ([shape, steps]) =>
                (window as unknown as { bench: TrainingBenchPage }).bench.budgets(shape, steps),
              [shape, BUDGET_STEPS] as const
            )
          );
        }
        measured.set(label, timed);
      }
      const outcome = outcomeOf(measured, version);
      Object.assign(outcome.results, budgetResults(budgets));
      Object.assign(outcome.environment ?? {}, { webgpu: budgets[0]?.adapter ?? 'none' });
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

/** Of each budget, the larger one of the losses'. */
function budgetResults(budgets: readonly Budgets[]): Record<string, number> {
  const most = (value: (budget: Budgets) => number) => Math.max(...budgets.map(value));
  return {
    dispatches: most(({ dispatches }) => dispatches),
    passes: most(({ passes }) => passes),
    submits: most(({ submits }) => submits),
    buffers: most(({ buffers }) => buffers),
    bindgroups: most(({ bindgroups }) => bindgroups),
    'js.ms': most(({ js }) => median(js)),
    pipelines: most(({ pipelines }) => pipelines),
    'compile.ms': most(({ compile }) => compile)
  };
}

function outcomeOf(measured: Map<string, Timed>, version: string): Outcome {
  const results: Record<string, number> = {};
  let apart = 0;
  for (const [label, { times, losses }] of measured) {
    const middle = (name: string) => median(times[name] ?? []);
    for (const name of Object.keys(times)) results[`${name}.${label}.ms`] = middle(name);
    for (const [fast, slow] of RATIOS) {
      const ratio = middle(slow) / middle(fast);
      if (Number.isFinite(ratio)) results[`ratio.${fast}.${slow}.${label}`] = ratio;
    }
    const reference = losses['tfjs-wasm'] ?? [];
    for (const list of Object.values(losses)) {
      list.forEach((loss, i) => (apart = Math.max(apart, Math.abs(loss - (reference[i] ?? NaN)))));
    }
  }
  const quoted: Record<string, number> = {};
  for (const [fast, slow] of RATIOS) {
    const name = `ratio.${fast}.${slow}`;
    const both = QUOTED.flatMap((label) => results[`${name}.${label}`] ?? []);
    // Of native, the distance: the larger one is the worse.
    if (both.length > 0) quoted[name] = fast === 'native' ? Math.max(...both) : Math.min(...both);
  }
  return {
    results: { ...quoted, ...results, 'losses.apart': apart },
    details: { times: Object.fromEntries([...measured].map(([label, { times }]) => [label, times])) },
    environment: { browser: version, wasm: measured.get('bce')?.variant ?? 'unknown' },
    ...(!(apart <= TOLERANCE)
      ? { failure: `The losses differ by ${apart}: one of the runners is wrong.` }
      : {})
  };
}
