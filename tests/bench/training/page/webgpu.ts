import { loadTf } from '../../../../src/lib/compute/tf.ts';
import { checkBatch, type TrainingBatch } from '../../../../src/lib/compute/training/batch.ts';
import { ADAM } from '../../../../src/lib/compute/training/engine.ts';
import { initialState } from '../../../../src/lib/compute/training/initial.ts';
import type { ModelShape } from '../../../../src/lib/compute/training/shape.ts';
import { WgslEngine } from '../../../../src/lib/compute/training/webgpu/engine.ts';
import { findGpu } from '../../../../src/lib/compute/gpu/device.ts';
import { seededRandom } from '../../../../src/lib/random/index.ts';
import { clockGpuCalls, countGpuCalls, type GpuCalls } from '../../../tools/gpu-calls.ts';
import { drawBatch } from './batches.ts';
import { PlainTfjs } from './plain.ts';

export interface TimedOnGpu {
  adapter: string;
  /** Of single steps, ms. */
  times: Record<'wgsl' | 'tfjs-webgpu', number[]>;
  losses: Record<'wgsl' | 'tfjs-webgpu', number[]>;
  /** What a step of each asked WebGPU for: the last of them. */
  calls: Record<'wgsl' | 'tfjs-webgpu', GpuCalls>;
  /** Of our steps in JavaScript, ms: all of it, and the part that checks the batch. */
  script: { whole: number[]; check: number[] };
  /** Of making our engine. */
  pipelines: number;
  compile: number;
}

/**
 * Our WGSL and plain TensorFlow.js on the same GPU device, with the same steps from the same weights, batch after batch;
 * in every other round in the opposite order. The first batch is not timed: tfjs compiles its kernels then.
 */
export async function measureOnGpu(shape: ModelShape, rounds: number, rate: number): Promise<TimedOnGpu> {
  const found = await findGpu({ allowSoftware: true });
  if (!found) throw new Error('This browser has no WebGPU.');
  const tf = await loadTf();
  await import('@tensorflow/tfjs-backend-webgpu');
  if (!(await tf.setBackend('webgpu'))) throw new Error('tfjs cannot start on WebGPU.');
  const { device } = tf.backend() as unknown as { device: GPUDevice };
  const random = seededRandom(1);
  const start = initialState(shape, () => random.uniform());

  const making = countGpuCalls();
  const madeAt = performance.now();
  const engine = await WgslEngine.create(device, shape, { ...ADAM, learningRate: rate });
  const compile = performance.now() - madeAt;
  making.stop();
  engine.load(start);
  const runners = {
    wgsl: engine,
    'tfjs-webgpu': new PlainTfjs(tf, shape, start.parameters, rate, (a, b) => tf.matMul(a, b))
  };
  const script = clockScript(engine);
  const times: TimedOnGpu['times'] = { wgsl: [], 'tfjs-webgpu': [] };
  const losses: TimedOnGpu['losses'] = { wgsl: [], 'tfjs-webgpu': [] };
  const calls: Partial<TimedOnGpu['calls']> = {};
  for (let round = 0; round <= rounds; round++) {
    const batch = drawBatch(shape, random);
    const order = ['wgsl', 'tfjs-webgpu'] as const;
    for (const name of round % 2 === 0 ? order : order.toReversed()) {
      const counting = countGpuCalls();
      const startedAt = performance.now();
      const loss = await (name === 'wgsl' ? script.step(batch) : runners[name].step(batch));
      const time = performance.now() - startedAt;
      counting.stop();
      if (round > 0) times[name].push(time);
      losses[name].push(loss);
      calls[name] = counting.calls;
    }
  }
  for (const runner of Object.values(runners)) runner.dispose();
  return {
    adapter: `${found.description}, ${found.isSoftware ? 'software adapter' : 'hardware'}`,
    times,
    losses,
    calls: calls as TimedOnGpu['calls'],
    script: script.times,
    pipelines: making.calls.pipelines,
    compile
  };
}

/** Steps whose time in JavaScript is taken: from the call to the submission, and from the readable losses to the end. */
function clockScript(engine: WgslEngine) {
  const times: TimedOnGpu['script'] = { whole: [], check: [] };
  return {
    times,
    async step(batch: TrainingBatch): Promise<number> {
      const checkedAt = performance.now();
      checkBatch(engine.shape, batch);
      times.check.push(performance.now() - checkedAt);
      const { clock, stop } = clockGpuCalls();
      const startedAt = performance.now();
      const loss = await engine.step(batch);
      times.whole.push(clock.submittedAt - startedAt + (performance.now() - clock.mappedAt));
      stop();
      return loss;
    }
  };
}
