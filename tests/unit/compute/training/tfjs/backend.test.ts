import { expect, test } from 'vitest';
import { openBackend } from '../../../../../src/lib/compute/training/tfjs/backend.ts';
import { passesNumericGate } from '../../../../../src/lib/compute/training/tfjs/gate.ts';

test('plain JavaScript passes the numeric gate', async () => {
  const backend = await openBackend('', ['cpu']);
  expect(backend.name).toBe('cpu');
  expect(await passesNumericGate(backend.tf)).toBe(true);
});

test('a backend that computes wrong numbers is refused', async () => {
  const { tf } = await openBackend('', ['cpu']);
  const correct = 'BatchMatMul';
  const kernel = tf.getKernel(correct, 'cpu');
  tf.unregisterKernel(correct, 'cpu');
  tf.registerKernel({
    kernelName: correct,
    backendName: 'cpu',
    kernelFunc: (call) => {
      const result = kernel.kernelFunc(call);
      const info = Array.isArray(result) ? result[0] : result;
      if (!info) throw new Error('no result');
      const backend = call.backend as { data: { get(id: object): { values: Float32Array } } };
      const { values } = backend.data.get(info.dataId);
      values[0] = (values[0] ?? 0) * 1.01;
      return result;
    }
  });
  try {
    await expect(openBackend('', ['cpu'])).rejects.toThrow('computed wrong numbers');
  } finally {
    tf.unregisterKernel(correct, 'cpu');
    tf.registerKernel(kernel);
  }
});
