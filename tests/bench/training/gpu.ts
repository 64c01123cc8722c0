import { median } from '../bench.ts';
import type { TimedOnGpu } from './page/webgpu.ts';

/** Figures of what was measured on the GPU, by loss; the quoted one of several is that of the worst loss. */
export function gpuFigures(measured: ReadonlyMap<string, TimedOnGpu>): Record<string, number> {
  const figures: Record<string, number> = {};
  for (const [label, { times, calls, script, pipelines, compile }] of measured) {
    const [mine, tfjs] = [median(times.wgsl), median(times['tfjs-webgpu'])];
    const check = median(script.check);
    const own = {
      'ratio.wgsl.tfjs-webgpu': tfjs / mine,
      dispatches: calls.wgsl.dispatches,
      passes: calls.wgsl.passes,
      submits: calls.wgsl.submits,
      buffers: calls.wgsl.buffers,
      bindgroups: calls.wgsl.bindGroups,
      'js.ms': median(script.whole) - check,
      'js.check.ms': check,
      pipelines,
      'compile.ms': compile
    };
    for (const [name, value] of Object.entries(own)) {
      const worse = name.startsWith('ratio.') ? Math.min : Math.max;
      figures[name] = worse(figures[name] ?? value, value);
      figures[`${name}.${label}`] = value;
    }
    figures[`wgsl.${label}.ms`] = mine;
    figures[`tfjs-webgpu.${label}.ms`] = tfjs;
    figures[`tfjs-webgpu.${label}.dispatches`] = calls['tfjs-webgpu'].dispatches;
    figures[`tfjs-webgpu.${label}.passes`] = calls['tfjs-webgpu'].passes;
    figures[`tfjs-webgpu.${label}.submits`] = calls['tfjs-webgpu'].submits;
    figures[`tfjs-webgpu.${label}.buffers`] = calls['tfjs-webgpu'].buffers;
    figures[`tfjs-webgpu.${label}.bindgroups`] = calls['tfjs-webgpu'].bindGroups;
  }
  return figures;
}

/** Largest difference between the losses of the two at one step. */
export function gpuLossesApart(measured: ReadonlyMap<string, TimedOnGpu>): number {
  const apart = [...measured.values()].flatMap(({ losses }) =>
    losses.wgsl.map((loss, i) => Math.abs(loss - (losses['tfjs-webgpu'][i] ?? NaN)))
  );
  return Math.max(0, ...apart);
}
