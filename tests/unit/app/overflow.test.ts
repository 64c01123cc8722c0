import { beforeEach, describe, expect, test } from 'vitest';
import { withOverflow } from '../../../src/lib/app/overflow.ts';
import { memoryStore } from '../../../src/lib/app/stand-in.ts';

const full = new DOMException('', 'QuotaExceededError');
let browser: Storage;
let problem: Error | undefined;
let told: number;
beforeEach(() => {
  browser = memoryStore();
  problem = undefined;
  told = 0;
});

function open() {
  return withOverflow(
    () => ({
      getItem: (key) => browser.getItem(key),
      setItem: (key, value) => {
        if (problem) throw problem;
        browser.setItem(key, value);
      },
      removeItem: (key) => {
        browser.removeItem(key);
      }
    }),
    () => told++
  );
}

describe('withOverflow', () => {
  test('what there is room for is kept by the browser, and nobody is told', () => {
    const store = open();
    store.setItem('queue', 'a');
    expect([store.getItem('queue'), browser.getItem('queue'), told]).toEqual(['a', 'a', 0]);
    store.removeItem('queue');
    expect([store.getItem('queue'), browser.getItem('queue')]).toEqual([null, null]);
  });

  test('what there is no room for is read back, and told of once', () => {
    const store = open();
    store.setItem('queue', 'a');
    problem = full;
    store.setItem('queue', 'b');
    store.setItem('place', '1');
    expect([store.getItem('queue'), store.getItem('place'), told]).toEqual(['b', '1', 1]);
    expect(browser.getItem('queue')).toBe('a');
    store.removeItem('queue');
    expect([store.getItem('queue'), browser.getItem('queue')]).toEqual([null, null]);
  });

  test('once there is room again, the browser keeps the newest', () => {
    const store = open();
    problem = full;
    store.setItem('queue', 'a');
    problem = undefined;
    store.setItem('queue', 'b');
    browser.setItem('queue', 'c');
    expect(store.getItem('queue')).toBe('c');
  });

  test('other errors are not hidden', () => {
    const store = open();
    problem = new TypeError('broken');
    expect(() => {
      store.setItem('queue', 'a');
    }).toThrow(TypeError);
    expect(told).toBe(0);
  });
});
