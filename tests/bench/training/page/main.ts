import wasmBackendUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { openBackend } from '../../../../src/lib/compute/training/tfjs/backend.ts';
import { product } from '../../../../src/lib/compute/training/tfjs/product.ts';
import type { TrainingBatch } from '../../../../src/lib/compute/training/batch.ts';
import { ADAM } from '../../../../src/lib/compute/training/engine.ts';
import { initialState } from '../../../../src/lib/compute/training/initial.ts';
import type { ModelShape } from '../../../../src/lib/compute/training/shape.ts';
import { TfjsEngine } from '../../../../src/lib/compute/training/tfjs/engine.ts';
import relaxedUrl from '../../../../src/lib/compute/training/wasm/assembly/relaxed.wasm?url&no-inline';
import simdUrl from '../../../../src/lib/compute/training/wasm/assembly/index.wasm?url&no-inline';
import { WasmEngine } from '../../../../src/lib/compute/training/wasm/engine.ts';
import { loadWasmStep, type WasmStep } from '../../../../src/lib/compute/training/wasm/load.ts';
import { seededRandom } from '../../../../src/lib/random/index.ts';
import { drawBatch } from './batches.ts';
import { PlainTfjs } from './plain.ts';

/** Times of single steps, ms, and each runner's losses, in the order of the batches. */
export interface Timed {
  variant: string;
  times: Record<string, number[]>;
  losses: Record<string, number[]>;
}

/** How far two sets of parameters lie apart: the largest difference, and how many differ by more than 1e-4. */
interface Apart {
  largest: number;
  beyond: number;
}

export interface Parity {
  /** Ours and tfjs's. */
  reference: Apart;
  /** Our two variants. */
  rounding: Apart;
}

interface Runner {
  step(batch: TrainingBatch): Promise<number>;
  dispose(): void;
}

const LEARNING_RATE = 1e-3;

const bench = {
  /**
   * Lets each runner take the same steps from the same weights, one batch after the other; in every other round in the
   * opposite order. The first batch is not timed: kernels are compiled then.
   */
  async measure(shape: ModelShape, rounds: number): Promise<Timed> {
    const { tf } = await openBackend(wasmBackendUrl, ['wasm']);
    const random = seededRandom(1);
    const start = initialState(shape, () => random.uniform());
    const { best, simd } = await loadSteps();
    const fused = (module: WebAssembly.Module) => {
      const engine = new WasmEngine(module, shape, { ...ADAM, learningRate: LEARNING_RATE });
      engine.load(start);
      return engine;
    };
    const plain = (multiply: ConstructorParameters<typeof PlainTfjs>[4]) =>
      new PlainTfjs(tf, shape, start.parameters, LEARNING_RATE, multiply);
    const runners: [string, Runner][] = [
      ['wasm', fused(best.module)],
      ['wasm-simd', fused(simd.module)],
      ['tfjs-wasm', plain((a, b) => tf.matMul(a, b))],
      ['tfjs-wasm-tuned', plain((a, b) => product(tf, a, b))]
    ];
    const times: Timed['times'] = Object.fromEntries(runners.map(([name]) => [name, []]));
    const losses: Timed['losses'] = Object.fromEntries(runners.map(([name]) => [name, []]));
    for (let round = 0; round <= rounds; round++) {
      const batch = drawBatch(shape, random);
      for (const [name, runner] of round % 2 === 0 ? runners : runners.toReversed()) {
        const startedAt = performance.now();
        const loss = await runner.step(batch);
        if (round > 0) times[name]?.push(performance.now() - startedAt);
        losses[name]?.push(loss);
      }
    }
    for (const [, runner] of runners) runner.dispose();
    return { variant: best.variant, times, losses };
  },

  /**
   * Takes the same steps from the same weights with our best engine, with tfjs's derivatives, and with our other variant,
   * which computes the same but rounds otherwise: now and then a value so near to zero that rounding decides passes
   * one relu and not another, and no two roundings agree further than that.
   */
  async parity(shape: ModelShape, steps: number): Promise<Parity> {
    const { tf } = await openBackend(wasmBackendUrl, ['wasm']);
    const random = seededRandom(2);
    const start = initialState(shape, () => random.uniform());
    const { best, simd } = await loadSteps();
    const settings = { ...ADAM, learningRate: LEARNING_RATE };
    const engines = [
      new WasmEngine(best.module, shape, settings),
      new TfjsEngine(tf, shape, settings),
      new WasmEngine(simd.module, shape, settings)
    ];
    for (const engine of engines) engine.load(start);
    for (let i = 0; i < steps; i++) {
      const batch = drawBatch(shape, random);
      for (const engine of engines) await engine.step(batch);
    }
    const states = await Promise.all(engines.map((engine) => engine.read()));
    for (const engine of engines) engine.dispose();
    const [mine, reference, rounded] = states.map(({ parameters }) => parameters);
    return { reference: compare(mine, reference), rounding: compare(mine, rounded) };
  }
};

async function loadSteps(): Promise<{ best: WasmStep; simd: WasmStep }> {
  const best = await loadWasmStep({ simd: simdUrl, relaxed: relaxedUrl });
  const simd = await loadWasmStep({ simd: simdUrl, relaxed: simdUrl });
  if (!best || !simd) throw new Error('This browser has no SIMD.');
  return { best, simd };
}

function compare(a: Float32Array = new Float32Array(), b: Float32Array = new Float32Array()): Apart {
  let largest = 0;
  let beyond = 0;
  a.forEach((value, i) => {
    const difference = Math.abs(value - (b[i] ?? NaN));
    largest = Math.max(largest, difference);
    if (!(difference <= 1e-4)) beyond++;
  });
  return { largest, beyond };
}

/** What Node calls in this page. */
export type TrainingBenchPage = typeof bench;

Object.assign(window, { bench });
