import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TrainingBatch } from '../../../src/lib/compute/training/batch.ts';
import { initialState } from '../../../src/lib/compute/training/initial.ts';
import type { ModelShape } from '../../../src/lib/compute/training/shape.ts';
import { seededRandom } from '../../../src/lib/random/index.ts';
import { drawBatch } from './page/batches.ts';

/** The step in C, compiled for this machine; for 'bce' and 'sampled' without kinds, biases and dropout. */
export interface NativeStep {
  /** Times of single steps, ms, and their losses; the first step is not among the times. */
  run(rounds: number): { times: number[]; losses: number[] };
  dispose(): void;
}

const COMPILERS = ['clang', 'gcc', 'cc'];

/**
 * Draws the same weights and batches as the page does.
 * @returns undefined where no compiler exists
 */
export function openNativeStep(shape: ModelShape): NativeStep | undefined {
  const compiler = COMPILERS.find(exists);
  if (!compiler) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'earshot-native-'));
  const program = join(folder, 'step');
  const { width, heads, hidden, blocks, context, batch } = shape;
  const sizes = {
    WIDTH: width,
    HEADS: heads,
    HIDDEN: hidden,
    BLOCKS: blocks,
    CONTEXT: context,
    BATCH: batch
  };
  execFileSync(compiler, [
    ...['-O3', '-march=native', '-ffast-math'],
    ...Object.entries(sizes).map(([name, size]) => `-D${name}=${size}`),
    ...['tests/peers/native/step.c', '-o', program, '-lm']
  ]);
  const data = join(folder, 'data');
  return {
    run(rounds) {
      writeFileSync(data, input(shape, rounds + 1));
      const lines = execFileSync(program, [data], { encoding: 'utf8' }).trim().split('\n');
      const steps = lines.map((line) => line.split(' ').map(Number));
      return {
        losses: steps.map(([loss]) => loss ?? NaN),
        times: steps.slice(1).map(([, time]) => time ?? NaN)
      };
    },
    dispose() {
      rmSync(folder, { recursive: true });
    }
  };
}

function exists(compiler: string): boolean {
  try {
    execFileSync(compiler, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** What tests/peers/native/step.c reads. */
function input(shape: ModelShape, steps: number): Uint8Array {
  const random = seededRandom(1);
  const { parameters } = initialState(shape, () => random.uniform());
  const batches: TrainingBatch[] = Array.from({ length: steps }, () => drawBatch(shape, random));
  const negatives = batches[0]?.negatives.length ?? 0;
  const header = Int32Array.of(shape.loss === 'bce' ? 0 : 1, shape.items, negatives, steps);
  const parts = [header, parameters, ...batches.flatMap((b) => [b.items, b.targets, b.negatives])];
  return Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength)));
}
