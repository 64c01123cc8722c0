import { messageOf } from '../../missing.ts';
import { Unavailable, type Precision, type Route, type Rung } from '../encoder.ts';
import { buildWebnnEncoder } from './encoder.ts';
import type { ContextOptions, ML, MLContext, MLGraphBuilderConstructor } from './webnn.d.ts';

/** WebNN as the global scope has it, where it does. */
export interface WebNN {
  ml?: ML | undefined;
  MLGraphBuilder?: MLGraphBuilderConstructor | undefined;
}

/**
 * What engines are asked for, best first, in the words of the drafts old and new. They may run it on something else:
 * only what the built graph reports says what it runs on.
 */
const REQUESTS = {
  npu: { deviceType: 'npu', powerPreference: 'low-power', accelerated: true },
  gpu: { deviceType: 'gpu', powerPreference: 'high-performance', accelerated: true },
  cpu: { deviceType: 'cpu', powerPreference: 'default', accelerated: false }
} satisfies Record<string, ContextOptions>;

export function webnnRung({ ml, MLGraphBuilder }: WebNN = globalWebnn()): Rung {
  return {
    name: 'webnn',
    probe: async () => {
      if (!ml || !MLGraphBuilder) {
        throw new Unavailable(
          'This browser has no WebNN, a web page’s only way to an NPU. Chromium keeps it behind a flag so far.'
        );
      }
      const routes: Route[] = [];
      let refusal = '';
      for (const asked of ['npu', 'gpu', 'cpu'] as const) {
        const open = () => ml.createContext(REQUESTS[asked]);
        try {
          const context = await open();
          for (const precision of precisions(context)) {
            const build: Route['build'] = async (weights) =>
              buildWebnnEncoder(await open(), MLGraphBuilder, weights, { asked, precision });
            routes.push({ adapter: asked, isSoftware: false, precision, build });
          }
          context.destroy();
        } catch (error) {
          refusal = messageOf(error);
        }
      }
      if (routes.length === 0) {
        throw new Unavailable(`This browser has WebNN, but nothing to run it on (it says: ${refusal}).`);
      }
      return routes;
    }
  };
}

/** Half precision comes second: for hardware that has nothing else, or computes no more exactly when asked to. */
function precisions(context: MLContext): Precision[] {
  const types = context.opSupportLimits().matmul?.a?.dataTypes ?? ['float32'];
  return [
    ...(types.includes('float32') ? (['f32'] as const) : []),
    ...(types.includes('float16') ? (['f16'] as const) : [])
  ];
}

function globalWebnn(): WebNN {
  const { MLGraphBuilder } = globalThis as WebNN;
  return { ml: (navigator as WebNN).ml, MLGraphBuilder };
}
