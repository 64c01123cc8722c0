import { BLOCK, DENSE_WGSL } from './kernels.wgsl.ts';

const KERNELS = ['factor', 'panel', 'trail', 'scaleDown', 'takeOffBelow', 'scaleUp', 'takeOffAbove'] as const;
/** Of a solution, relative: float32 leaves far less with any matrix that it can factor. */
const MOST_RESIDUAL = 1e-2;

type Kernel = (typeof KERNELS)[number];

/** Bytes between two steps' uniforms: what every device aligns dynamic offsets to. */
const STRIDE = 256;

/**
 * Solves A X = B by a blocked Cholesky factorisation on a GPU, in float32: A in n^3 / 3 multiplications, each column of
 * B in 2 n^2. For catalogues whose matrix fits into one buffer; beside the sparse conjugate gradients of the ranking
 * room, its check.
 * @param matrix A, symmetric positive definite, shape [n, n], row-major; its upper half is not read
 * @param rightSides B, shape [n, columns], row-major
 * @returns X, shape [n, columns]
 * @throws RangeError when the sizes do not fit each other or the device, or A is not positive definite as float32 sees
 * it; Error when the device is lost
 */
export async function solveDense(
  device: GPUDevice,
  matrix: Float32Array,
  n: number,
  rightSides: Float32Array,
  columns: number
): Promise<Float32Array<ArrayBuffer>> {
  if (matrix.length !== n * n) throw new RangeError(`a matrix of ${n} rows has ${n * n} values`);
  if (rightSides.length !== n * columns)
    throw new RangeError('the right sides have as many rows as the matrix');
  if (n === 0 || columns === 0) return new Float32Array();
  const [blocks, wide] = [Math.ceil(n / BLOCK), Math.ceil(columns / BLOCK)];
  const [rows, width] = [blocks * BLOCK, wide * BLOCK];
  checkLimits(device, rows * Math.max(rows, width) * 4);

  const held: GPUBuffer[] = [];
  const make = (size: number, usage: number) => {
    const buffer = device.createBuffer({ size, usage });
    held.push(buffer);
    return buffer;
  };
  const { STORAGE, COPY_DST, COPY_SRC, UNIFORM, MAP_READ } = GPUBufferUsage;
  device.pushErrorScope('out-of-memory');
  const a = make(rows * rows * 4, STORAGE | COPY_DST);
  const inverses = make(rows * BLOCK * 4, STORAGE);
  const b = make(rows * width * 4, STORAGE | COPY_DST | COPY_SRC);
  const steps = make(blocks * STRIDE, UNIFORM | COPY_DST);
  const result = make(rows * width * 4, MAP_READ | COPY_DST);
  if (await device.popErrorScope()) {
    for (const buffer of held) buffer.destroy();
    throw new RangeError(`the device has no memory for a matrix of ${n} rows`);
  }

  try {
    // Beyond the matrix the identity: it changes nothing and keeps the whole positive definite.
    device.queue.writeBuffer(a, 0, padded(matrix, n, n, rows, rows, 1));
    device.queue.writeBuffer(b, 0, padded(rightSides, n, columns, rows, width, 0));
    const uniforms = new Uint32Array((blocks * STRIDE) / 4);
    for (let k = 0; k < blocks; k++) uniforms.set([k, rows, width], (k * STRIDE) / 4);
    device.queue.writeBuffer(steps, 0, uniforms);
    const layout = bindLayout(device);
    const group = device.createBindGroup({
      layout,
      entries: [
        { binding: 0, resource: { buffer: steps, size: 16 } },
        ...[a, inverses, b].map((buffer, i) => ({ binding: i + 1, resource: { buffer } }))
      ]
    });
    const pipelines = await compile(device, layout);

    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    const run = (kernel: Kernel, k: number, x: number, y = 1) => {
      if (x === 0 || y === 0) return;
      pass.setPipeline(pipelines[kernel]);
      pass.setBindGroup(0, group, [k * STRIDE]);
      pass.dispatchWorkgroups(x, y);
    };
    for (let k = 0; k < blocks; k++) {
      const below = blocks - k - 1;
      run('factor', k, 1);
      run('panel', k, below);
      run('trail', k, below, below);
    }
    for (let k = 0; k < blocks; k++) {
      run('scaleDown', k, wide);
      run('takeOffBelow', k, wide, blocks - k - 1);
    }
    for (let k = blocks - 1; k >= 0; k--) {
      run('scaleUp', k, wide);
      run('takeOffAbove', k, wide, k);
    }
    pass.end();
    encoder.copyBufferToBuffer(b, 0, result, 0, result.size);
    device.queue.submit([encoder.finish()]);
    await result.mapAsync(GPUMapMode.READ);
    const all = new Float32Array(result.getMappedRange());
    const solution = new Float32Array(n * columns);
    for (let i = 0; i < n; i++) solution.set(all.subarray(i * width, i * width + columns), i * columns);
    if (!(residual(matrix, n, rightSides, solution, columns) <= MOST_RESIDUAL)) {
      throw new RangeError('the matrix is not positive definite');
    }
    return solution;
  } finally {
    for (const buffer of held) buffer.destroy();
  }
}

/** ||B - A X|| / ||B|| of the first column. A GPU need not say that it took the root of a negative number. */
function residual(a: Float32Array, n: number, b: Float32Array, x: Float32Array, columns: number): number {
  let left = 0;
  let all = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    // By the lower half alone, as the factorisation does.
    for (let j = 0; j <= i; j++) sum += (a[i * n + j] ?? 0) * (x[j * columns] ?? 0);
    for (let j = i + 1; j < n; j++) sum += (a[j * n + i] ?? 0) * (x[j * columns] ?? 0);
    const right = b[i * columns] ?? 0;
    left += (right - sum) ** 2;
    all += right ** 2;
  }
  return all > 0 ? Math.sqrt(left / all) : Math.sqrt(left);
}

function checkLimits({ limits }: GPUDevice, bytes: number): void {
  const most = Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
  if (bytes > most) throw new RangeError(`the matrix takes ${bytes} bytes, this device binds ${most}`);
}

/** The values in the corner of a larger matrix, with `diagonal` on the rest of its diagonal. */
function padded(
  values: Float32Array,
  rows: number,
  columns: number,
  tall: number,
  wide: number,
  diagonal: number
): Float32Array<ArrayBuffer> {
  const all = new Float32Array(tall * wide);
  for (let i = 0; i < rows; i++) all.set(values.subarray(i * columns, (i + 1) * columns), i * wide);
  for (let i = rows; i < tall && i < wide; i++) all[i * wide + i] = diagonal;
  return all;
}

function bindLayout(device: GPUDevice): GPUBindGroupLayout {
  const { COMPUTE } = GPUShaderStage;
  return device.createBindGroupLayout({
    entries: [
      { binding: 0, visibility: COMPUTE, buffer: { type: 'uniform', hasDynamicOffset: true } },
      ...[1, 2, 3].map((binding) => ({
        binding,
        visibility: COMPUTE,
        buffer: { type: 'storage' as const }
      }))
    ]
  });
}

async function compile(
  device: GPUDevice,
  bindGroupLayout: GPUBindGroupLayout
): Promise<Record<Kernel, GPUComputePipeline>> {
  const module = device.createShaderModule({ code: DENSE_WGSL });
  const layout = device.createPipelineLayout({ bindGroupLayouts: [bindGroupLayout] });
  const pairs = KERNELS.map(
    async (entryPoint) =>
      [
        entryPoint,
        await device.createComputePipelineAsync({ layout, compute: { module, entryPoint } })
      ] as const
  );
  return Object.fromEntries(await Promise.all(pairs)) as Record<Kernel, GPUComputePipeline>;
}
