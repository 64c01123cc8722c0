export { openBackend, type Backend, type BackendName } from './backend.ts';
export { lookup } from './lookup.ts';
export { product } from './product.ts';
export * from './ranking/index.ts';
export type { Tf } from './tf.ts';
