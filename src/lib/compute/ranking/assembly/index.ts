export { heapBase } from './memory';
export { scoreFloats } from './score-floats';
export { scoreBytes } from './score-bytes';
export { top } from './top';
export { residual, solve } from './solve';
