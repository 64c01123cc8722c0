/** What a page asked WebGPU for. */
export interface GpuCalls {
  dispatches: number;
  passes: number;
  submits: number;
  buffers: number;
  destroyed: number;
  bindGroups: number;
  pipelines: number;
}

/** Counts the calls on all devices of the page from now on, in the object it returns, until `stop`. */
export function countGpuCalls(): { calls: GpuCalls; stop: () => void } {
  const calls: GpuCalls = {
    dispatches: 0,
    passes: 0,
    submits: 0,
    buffers: 0,
    destroyed: 0,
    bindGroups: 0,
    pipelines: 0
  };
  const restore = [
    count(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', () => calls.dispatches++),
    count(GPUCommandEncoder.prototype, 'beginComputePass', () => calls.passes++),
    count(GPUQueue.prototype, 'submit', () => calls.submits++),
    count(GPUDevice.prototype, 'createBuffer', () => calls.buffers++),
    count(GPUBuffer.prototype, 'destroy', () => calls.destroyed++),
    count(GPUDevice.prototype, 'createBindGroup', () => calls.bindGroups++),
    count(GPUDevice.prototype, 'createComputePipeline', () => calls.pipelines++),
    count(GPUDevice.prototype, 'createComputePipelineAsync', () => calls.pipelines++)
  ];
  return {
    calls,
    stop: () => {
      for (const undo of restore) undo();
    }
  };
}

/** When work was last submitted, and when a result could last be read, on `performance.now`'s clock, until `stop`. */
export function clockGpuCalls(): { clock: { submittedAt: number; mappedAt: number }; stop: () => void } {
  const clock = { submittedAt: NaN, mappedAt: NaN };
  const restore = [
    wrap(GPUQueue.prototype, 'submit', (call) => {
      const result = call();
      clock.submittedAt = performance.now();
      return result;
    }),
    wrap(GPUBuffer.prototype, 'mapAsync', async (call) => {
      await call();
      clock.mappedAt = performance.now();
    })
  ];
  return {
    clock,
    stop: () => {
      for (const undo of restore) undo();
    }
  };
}

function count<Name extends string>(
  prototype: Record<Name, (...values: never[]) => unknown>,
  name: Name,
  tell: () => void
): () => void {
  return wrap(prototype, name, (call) => {
    tell();
    return call();
  });
}

/** @returns what takes it back */
function wrap<Name extends string>(
  prototype: Record<Name, (...values: never[]) => unknown>,
  name: Name,
  around: (call: () => unknown) => unknown
): () => void {
  const original = prototype[name];
  prototype[name] = function (this: unknown, ...values: never[]) {
    return around(() => original.apply(this, values));
  };
  return () => {
    prototype[name] = original;
  };
}
