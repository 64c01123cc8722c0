/** A GPU that is open for use. */
export interface Gpu {
  device: GPUDevice;
  /** The adapter as the browser names it. */
  description: string;
  /** The adapter imitates a GPU on the processor. */
  isSoftware: boolean;
}

/**
 * Opens the fastest GPU there is.
 * @param options.allowSoftware take an adapter that imitates a GPU too, where there is no other
 * @returns undefined where this browser offers none of that kind
 */
export async function openGpu({ allowSoftware }: { allowSoftware: boolean }): Promise<Gpu | undefined> {
  // The types promise the property; browsers without WebGPU do not keep that promise.
  const gpu = (navigator as { gpu?: GPU }).gpu;
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return undefined;
  const { vendor, architecture, device, isFallbackAdapter } = adapter.info;
  const isSoftware =
    isFallbackAdapter || /swiftshader|llvmpipe|softpipe|warp/i.test(`${architecture} ${device}`);
  if (isSoftware && !allowSoftware) return undefined;
  return {
    device: await adapter.requestDevice(),
    description: [vendor, architecture].filter(Boolean).join(' ') || 'adapter without a name',
    isSoftware
  };
}
