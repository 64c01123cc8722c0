import { openBackend, type Backend } from '$lib/compute/index.ts';

/** tfjs in plain JavaScript: slow, exact enough, and the same everywhere. */
export function cpuBackend(): Promise<Backend> {
  return openBackend('', ['cpu']);
}
