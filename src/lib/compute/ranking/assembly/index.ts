export { heapBase } from './memory';
export { scoreFloats } from './score-floats';
export { scoreBytes } from './score-bytes';
export { top } from './top';
export { multiply, residual, solve } from './solve';
export { solveEight } from './solve-eight';
