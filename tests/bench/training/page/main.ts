import { wrap } from 'comlink';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import wasmBackendUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { openGpu } from '../../../../src/lib/compute/gpu/device.ts';
import type { Tf } from '../../../../src/lib/compute/training/tfjs/tf.ts';
import { product } from '../../../../src/lib/compute/training/tfjs/product.ts';
import type { TrainingBatch } from '../../../../src/lib/compute/training/batch.ts';
import { ADAM, type TrainingState } from '../../../../src/lib/compute/training/engine.ts';
import { initialState } from '../../../../src/lib/compute/training/initial.ts';
import { parameterLayout } from '../../../../src/lib/compute/training/layout.ts';
import type { ModelShape } from '../../../../src/lib/compute/training/shape.ts';
import { TfjsEngine } from '../../../../src/lib/compute/training/tfjs/engine.ts';
import relaxedUrl from '../../../../src/lib/compute/training/wasm/assembly/relaxed.wasm?url&no-inline';
import simdUrl from '../../../../src/lib/compute/training/wasm/assembly/index.wasm?url&no-inline';
import { WasmEngine } from '../../../../src/lib/compute/training/wasm/engine.ts';
import { loadWasmStep, type WasmStep } from '../../../../src/lib/compute/training/wasm/load.ts';
import { WgslEngine } from '../../../../src/lib/compute/training/webgpu/engine.ts';
import { seededRandom } from '../../../../src/lib/random/index.ts';
import { countGpuCalls, watchSubmissions, type GpuCalls } from '../../../tools/gpu-calls.ts';
import { openTf } from '../../../tools/tfjs/backend.ts';
import { drawBatch } from './batches.ts';
import { PlainTfjs, type Product } from './plain.ts';
import type { ThreadsWorker } from './threads.worker.ts';

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

/** Calls of a single step, and beside them what the engine took to make. */
export interface Budgets {
  dispatches: number;
  passes: number;
  submits: number;
  buffers: number;
  bindgroups: number;
  pipelines: number;
  /** Of all kernels, with the engine's buffers, ms. */
  compile: number;
  /** What the browser says of the adapter. */
  adapter: string;
  /** JavaScript until the submission of each step, ms. */
  js: number[];
}

interface Runner {
  step(batch: TrainingBatch): Promise<number>;
  dispose(): void;
}

/** From what every runner starts. */
interface Start {
  shape: ModelShape;
  state: TrainingState;
}

const LEARNING_RATE = 1e-3;

/** Each opens its runner with the same weights. */
const RUNNERS = {
  wasm: async (start) => fused((await loadSteps()).best, start),
  'wasm-threads': (start) => threaded(start),
  'wasm-simd': async (start) => fused((await loadSteps()).simd, start),
  'tfjs-wasm': (start) => plainTfjs(start, (tf) => (a, b) => tf.matMul(a, b)),
  'tfjs-wasm-tuned': (start) => plainTfjs(start, (tf) => (a, b) => product(tf, a, b)),
  'jax-wasm': (start) => jax('wasm', start),
  wgsl: (start) => wgsl(start),
  'tfjs-webgpu': (start) => plainTfjsOnGpu(start),
  'jax-webgpu': (start) => jax('webgpu', start)
} satisfies Record<string, (start: Start) => Promise<Runner>>;

export type RunnerName = keyof typeof RUNNERS;

const bench = {
  /**
   * Lets each runner take the same steps from the same weights, one batch after the other; in every other round in the
   * opposite order. The first batch is not timed: kernels are compiled then.
   */
  async measure(shape: ModelShape, names: readonly RunnerName[], rounds: number): Promise<Timed> {
    const random = seededRandom(1);
    const state = initialState(shape, () => random.uniform());
    const runners: [RunnerName, Runner][] = [];
    for (const name of names) runners.push([name, await RUNNERS[name]({ shape, state })]);
    const times: Timed['times'] = Object.fromEntries(names.map((name) => [name, []]));
    const losses: Timed['losses'] = Object.fromEntries(names.map((name) => [name, []]));
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
    return { variant: (await loadSteps()).best.variant, times, losses };
  },

  /** What a step asks of WebGPU, exactly, whatever the adapter; the mean of a few steps after the first one. */
  async budgets(shape: ModelShape, steps: number): Promise<Budgets> {
    const random = seededRandom(1);
    const state = initialState(shape, () => random.uniform());
    const making = countGpuCalls();
    const startedAt = performance.now();
    const engine = await wgsl({ shape, state });
    const compile = performance.now() - startedAt;
    making.stop();
    await engine.step(drawBatch(shape, random));
    const batches = Array.from({ length: steps }, () => drawBatch(shape, random));
    const { calls, stop } = countGpuCalls();
    const js: number[] = [];
    for (const batch of batches) js.push(await timeToSubmit(() => engine.step(batch)));
    stop();
    engine.dispose();
    const each = (name: keyof GpuCalls) => calls[name] / steps;
    return {
      dispatches: each('dispatches'),
      passes: each('passes'),
      submits: each('submits'),
      buffers: each('buffers'),
      bindgroups: each('bindGroups'),
      pipelines: making.calls.pipelines,
      compile,
      adapter: await adapterName(),
      js
    };
  },

  /**
   * Takes the same steps from the same weights with our best engine, with tfjs's derivatives, and with our other variant,
   * which computes the same but rounds otherwise: now and then a value so near to zero that rounding decides passes
   * one relu and not another, and no two roundings agree further than that.
   */
  async parity(shape: ModelShape, steps: number): Promise<Parity> {
    const tf = await openTf('wasm', wasmBackendUrl);
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

function fused({ module }: WasmStep, { shape, state }: Start): Runner {
  const engine = new WasmEngine(module, shape, { ...ADAM, learningRate: LEARNING_RATE });
  engine.load(state);
  return engine;
}

async function threaded({ shape, state }: Start): Promise<Runner> {
  const worker = new Worker(new URL('./threads.worker.ts', import.meta.url), { type: 'module' });
  const engine = await wrap<ThreadsWorker>(worker).open(
    shape,
    { ...ADAM, learningRate: LEARNING_RATE },
    state
  );
  return {
    step: (batch) => engine.step(batch),
    dispose: () => {
      worker.terminate();
    }
  };
}

async function plainTfjs({ shape, state }: Start, multiply: (tf: Tf) => Product): Promise<Runner> {
  const tf = await openTf('wasm', wasmBackendUrl);
  return new PlainTfjs(tf, shape, state.parameters, LEARNING_RATE, multiply(tf));
}

/** On the very device that tfjs uses. */
async function wgsl({ shape, state }: Start): Promise<WgslEngine> {
  const engine = await WgslEngine.create((await openTfjsGpu()).device, shape, {
    ...ADAM,
    learningRate: LEARNING_RATE
  });
  engine.load(state);
  return engine;
}

async function plainTfjsOnGpu({ shape, state }: Start): Promise<Runner> {
  const { tf } = await openTfjsGpu();
  return new PlainTfjs(tf, shape, state.parameters, LEARNING_RATE, (a, b) => tf.matMul(a, b));
}

async function openTfjsGpu(): Promise<{ tf: Tf; device: GPUDevice }> {
  const tf = await openTf('webgpu');
  // As it comes: it chooses its product by the sizes, where the app asks for the one that repeats.
  tf.env().set('WEBGPU_MATMUL_PROGRAM_TYPE', -1);
  return { tf, device: (tf.backend() as unknown as Pick<WebGPUBackend, 'device'>).device };
}

/** Loaded only when asked for: its package is not installed everywhere. */
async function jax(device: 'wasm' | 'webgpu', { shape, state }: Start): Promise<Runner> {
  const { openJaxStep } = await import('../../../peers/jax-step.js');
  const { parameters } = parameterLayout(shape);
  return await openJaxStep(device, {
    shape,
    parameters,
    values: state.parameters,
    learningRate: LEARNING_RATE
  });
}

async function adapterName(): Promise<string> {
  const gpu = await openGpu({ allowSoftware: true });
  gpu?.device.destroy();
  return gpu ? gpu.description + (gpu.isSoftware ? ', a software adapter' : '') : 'none';
}

/** Milliseconds from the call to the submission that it ends in: the processor's part, without waiting for the GPU. */
async function timeToSubmit(work: () => Promise<unknown>): Promise<number> {
  let submittedAt = NaN;
  const stop = watchSubmissions(() => {
    submittedAt = performance.now();
  });
  const startedAt = performance.now();
  await work();
  stop();
  return submittedAt - startedAt;
}

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
