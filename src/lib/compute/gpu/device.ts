/** A GPU of this device's, as its browser describes it. */
export interface FoundGpu {
  adapter: GPUAdapter;
  /** For people. */
  description: string;
  /** Whether the processor plays the GPU: everything works, some twenty times slower than in WebAssembly. */
  isSoftware: boolean;
}

export interface Gpu extends Omit<FoundGpu, 'adapter'> {
  device: GPUDevice;
  info: GPUAdapterInfo;
}

interface Options {
  /** Take a GPU that the processor plays, where there is no other. */
  allowSoftware: boolean;
}

/** The fastest adapter; undefined where there is none to be taken. */
export async function findGpu({ allowSoftware }: Options): Promise<FoundGpu | undefined> {
  // The types promise the property; browsers without WebGPU do not keep that promise.
  const gpu = (globalThis.navigator as { gpu?: GPU } | undefined)?.gpu;
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return undefined;
  const isSoftware = isPlayed(adapter.info);
  if (isSoftware && !allowSoftware) return undefined;
  const { vendor, architecture } = adapter.info;
  const name = [vendor, architecture].filter(Boolean).join(' ') || 'adapter without a name';
  return { adapter, description: `WebGPU (${name})`, isSoftware };
}

/** Opens it with what every WebGPU device has: no optional feature is asked for and no limit raised. */
export async function openGpu(options: Options): Promise<Gpu | undefined> {
  const found = await findGpu(options);
  if (!found) return undefined;
  const { adapter, description, isSoftware } = found;
  return { device: await adapter.requestDevice(), info: adapter.info, description, isSoftware };
}

function isPlayed(info: GPUAdapterInfo): boolean {
  return (
    info.isFallbackAdapter ||
    /swiftshader|llvmpipe|softpipe|warp/i.test(`${info.architecture} ${info.device}`)
  );
}
