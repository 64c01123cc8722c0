/*
 * The part of WebNN that the encoder uses, as engines of 2026 have it (https://www.w3.org/TR/webnn/). npm has no
 * maintained types.
 */

export type DataType = 'float32' | 'float16' | 'int32';

export interface OperandDescriptor {
  dataType: DataType;
  shape: number[];
}

/** Engines that follow the newest draft read the last two; those before it, the first. Unknown ones are ignored. */
export interface ContextOptions {
  deviceType?: 'cpu' | 'gpu' | 'npu';
  powerPreference?: 'default' | 'high-performance' | 'low-power';
  accelerated?: boolean;
}

export interface ML {
  createContext(options?: ContextOptions): Promise<MLContext>;
}

export interface MLContext {
  readonly lost: Promise<{ message: string }>;
  createTensor(descriptor: OperandDescriptor & { readable?: boolean; writable?: boolean }): Promise<MLTensor>;
  writeTensor(tensor: MLTensor, data: ArrayBufferView): void;
  readTensor(tensor: MLTensor): Promise<ArrayBuffer>;
  dispatch(graph: MLGraph, inputs: Record<string, MLTensor>, outputs: Record<string, MLTensor>): void;
  opSupportLimits(): { matmul?: { a?: { dataTypes?: string[] } } };
  destroy(): void;
}

export interface MLTensor {
  destroy(): void;
}

export interface MLGraph {
  /** What the engine runs it on, where it says so: 'cpu', 'gpu', 'npu'. */
  readonly devices?: readonly string[];
  destroy?(): void;
}

/** A tensor in a graph under construction. */
export interface MLOperand {
  readonly shape: readonly number[];
}

export interface MLGraphBuilder {
  input(name: string, descriptor: OperandDescriptor): MLOperand;
  constant(descriptor: OperandDescriptor, data: ArrayBufferView): MLOperand;
  build(outputs: Record<string, MLOperand>): Promise<MLGraph>;
  add(a: MLOperand, b: MLOperand): MLOperand;
  mul(a: MLOperand, b: MLOperand): MLOperand;
  matmul(a: MLOperand, b: MLOperand): MLOperand;
  gemm(a: MLOperand, b: MLOperand, options?: { c?: MLOperand }): MLOperand;
  relu(x: MLOperand): MLOperand;
  softmax(x: MLOperand, axis: number): MLOperand;
  layerNormalization(
    x: MLOperand,
    options: { axes: number[]; scale: MLOperand; bias: MLOperand; epsilon: number }
  ): MLOperand;
  gather(x: MLOperand, indices: MLOperand, options: { axis: number }): MLOperand;
  reshape(x: MLOperand, shape: readonly number[]): MLOperand;
  transpose(x: MLOperand, options: { permutation: number[] }): MLOperand;
  cast(x: MLOperand, type: DataType): MLOperand;
}

export type MLGraphBuilderConstructor = new (context: MLContext) => MLGraphBuilder;
