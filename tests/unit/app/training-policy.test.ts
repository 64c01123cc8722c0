import { describe, expect, it } from 'vitest';
import { policyOptions } from '../../../src/lib/app/progress.ts';
import {
  forgetReset,
  heldBy,
  markReset,
  readPolicy,
  writePolicy
} from '../../../src/lib/app/training-policy.ts';

function memory(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key)
  };
}

describe('the policy', () => {
  it('is "always" until another one is chosen, and for whatever else is stored', () => {
    const settings = memory();
    expect(readPolicy(settings)).toBe('always');
    writePolicy(settings, 'power');
    expect(readPolicy(settings)).toBe('power');
    settings.setItem('earshot-training', 'never');
    expect(readPolicy(settings)).toBe('always');
  });

  it.each([
    ['always', false, undefined],
    ['power', true, undefined],
    ['power', false, 'power'],
    // A browser that does not tell must not keep training back for ever.
    ['power', undefined, undefined],
    ['asked', true, 'asked']
  ] as const)('%s, charging %s: held by %s', (policy, charging, held) => {
    const settings = memory();
    writePolicy(settings, policy);
    expect(heldBy(settings, 3, charging)).toBe(held);
  });

  it('offers "on power" where the browser tells', () => {
    expect(policyOptions(true).map(({ id }) => id)).toEqual(['always', 'power', 'asked']);
    expect(policyOptions(false).map(({ id }) => id)).toEqual(['always', 'asked']);
  });
});

it('a reset holds for the history as it was, until somebody asks', () => {
  const settings = memory();
  markReset(settings, 3);
  expect(heldBy(settings, 3, undefined)).toBe('reset');
  expect(heldBy(settings, 4, undefined)).toBeUndefined();
  forgetReset(settings);
  expect(heldBy(settings, 3, undefined)).toBeUndefined();
});
