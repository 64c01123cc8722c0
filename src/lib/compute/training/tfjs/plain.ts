import type { AdamSettings } from '../engine.ts';
import type { ModelShape } from '../shape.ts';
import { TfjsEngine } from './engine.ts';
import { loadTf } from './tf.ts';

/** Opens TensorFlow.js on its plain JavaScript backend. */
export async function openPlainEngine(shape: ModelShape, settings: AdamSettings): Promise<TfjsEngine> {
  const tf = await loadTf();
  await import('@tensorflow/tfjs-backend-cpu');
  if (!(await tf.setBackend('cpu'))) throw new Error('TensorFlow.js could not be started.');
  return new TfjsEngine(tf, shape, settings);
}
