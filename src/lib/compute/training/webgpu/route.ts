import { findGpu, openGpu } from '../../gpu/device.ts';
import type { TrainingRoute } from '../trainer.ts';

/** The step in WGSL on a real GPU: one that the processor plays is slower than the processor. */
export const webgpuRoute: TrainingRoute = {
  name: 'webgpu',
  mayFail: true,
  async find() {
    const found = await findGpu({ allowSoftware: false });
    if (!found) return undefined;
    const { WgslEngine } = await import('./engine.ts');
    return {
      description: found.description,
      create: async (shape, settings) => {
        const gpu = await openGpu({ allowSoftware: false });
        if (!gpu) throw new Error('The GPU is gone.');
        return await WgslEngine.create(gpu.device, shape, settings, { ownsDevice: true });
      }
    };
  }
};
