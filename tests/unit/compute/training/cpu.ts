import { openBackend, type Backend } from '../../../../src/lib/compute/training/tfjs/backend.ts';

/** tfjs in plain JavaScript: slow, exact enough, and the same everywhere. */
export function cpuBackend(): Promise<Backend> {
  return openBackend('', ['cpu']);
}
