import { describe, expect, test } from 'vitest';
import { actionOf } from '../../../../src/lib/app/player/keys.ts';

const plain = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };
const press = (key: string, at: 'page' | 'control' | 'text' = 'page', changes: Partial<typeof plain> = {}) =>
  actionOf({ ...plain, ...changes, key }, at);

describe('actionOf', () => {
  test('space and arrows belong to controls that have the focus', () => {
    expect(press(' ')).toBe('toggle');
    expect(press('ArrowRight')).toBe('forward');
    expect(press('ArrowRight', 'page', { shiftKey: true })).toBe('next');
    for (const key of [' ', 'ArrowRight', 'ArrowUp']) expect(press(key, 'control')).toBeUndefined();
  });

  test('letters count on controls, too, in either case, and nothing counts where people type', () => {
    expect(press('n', 'control')).toBe('next');
    expect(press('N')).toBe('next');
    expect(press('?', 'control', { shiftKey: true })).toBe('keys');
    for (const key of ['n', ' ', '?']) expect(press(key, 'text')).toBeUndefined();
  });

  test("the browser's own shortcuts stay its own", () => {
    for (const key of ['ctrlKey', 'altKey', 'metaKey'] as const)
      expect(press('p', 'page', { [key]: true })).toBeUndefined();
    expect(press('z')).toBeUndefined();
  });
});
