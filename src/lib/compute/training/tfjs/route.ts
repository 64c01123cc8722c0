import type { TrainingRoute } from '../trainer.ts';

/** TensorFlow.js in plain JavaScript: a hundred times slower than WebAssembly, and there everywhere. */
export const plainRoute: TrainingRoute = {
  name: 'tfjs',
  mayFail: false,
  async find() {
    // Far larger than the other engines, so it is fetched only when it is needed.
    const { openPlainEngine } = await import('./plain.ts');
    return { description: 'plain JavaScript', create: openPlainEngine };
  }
};
