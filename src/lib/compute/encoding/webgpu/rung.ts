import { findGpu, openGpu, type Gpu } from '../../gpu/device.ts';
import { Unavailable, type Rung } from '../encoder.ts';
import { buildWebgpuEncoder } from './encoder.ts';

/** How GPUs are found and opened: each encoder opens a device of its own, which ends with it. */
export interface GpuSource {
  find: () => ReturnType<typeof findGpu>;
  open: () => Promise<Gpu | undefined>;
}

const ALL = { allowSoftware: true };
const anyGpu: GpuSource = { find: () => findGpu(ALL), open: () => openGpu(ALL) };

export function webgpuRung({ find, open }: GpuSource = anyGpu): Rung {
  const absent = () => new Unavailable('This browser offers no GPU to web pages (WebGPU).');
  return {
    name: 'webgpu',
    probe: async () => {
      const found = await find();
      if (!found) throw absent();
      const { description, isSoftware } = found;
      return [
        {
          adapter: description,
          isSoftware,
          precision: 'f32',
          build: async (weights) => {
            const gpu = await open();
            if (!gpu) throw absent();
            return await buildWebgpuEncoder(gpu, weights, () => {
              gpu.device.destroy();
            });
          }
        }
      ];
    }
  };
}
