/** The same step, compiled with relaxed SIMD: see `madd` in `vector.ts`. */
export * from './index';
