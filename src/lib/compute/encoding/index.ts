export {
  Unavailable,
  type Encoder,
  type Precision,
  type Route,
  type Rung,
  type RungName
} from './encoder.ts';
export { cpuRung } from './cpu.ts';
export { itemQuery, itemVectors, type ItemVectors } from './items.ts';
export { encoderRows } from './rows.ts';
export { wasmRung } from './wasm.ts';
export { webgpuRung } from './webgpu/rung.ts';
export { webnnRung } from './webnn/rung.ts';
export { encoderLayout, encoderWeights, type EncoderShape, type EncoderWeights } from './weights.ts';
