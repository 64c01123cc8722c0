import { openGpu, type Gpu } from '../../gpu/device.ts';
import { Unavailable, type Rung } from '../encoder.ts';
import { buildWebgpuEncoder } from './encoder.ts';

/** @param open each encoder opens a device of its own, which ends with it */
export function webgpuRung(
  open: () => Promise<Gpu | undefined> = () => openGpu({ allowSoftware: true })
): Rung {
  const reopen = async () => {
    const gpu = await open();
    if (!gpu) throw new Unavailable('This browser offers no GPU to web pages (WebGPU).');
    return gpu;
  };
  return {
    name: 'webgpu',
    probe: async () => {
      const { device, description, isSoftware } = await reopen();
      device.destroy();
      return [
        {
          adapter: description,
          isSoftware,
          precision: 'f32',
          build: async (weights) => {
            const gpu = await reopen();
            return await buildWebgpuEncoder(gpu, weights, () => {
              gpu.device.destroy();
            });
          }
        }
      ];
    }
  };
}
