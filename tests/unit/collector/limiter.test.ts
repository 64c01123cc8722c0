import { expect, test } from 'vitest';
import { createLimiter } from '../../../src/collector/limiter.ts';

function limiter(options: Partial<Parameters<typeof createLimiter>[0]> = {}) {
  const clock = { time: 0, drawn: 0 };
  const allow = createLimiter({
    now: () => clock.time,
    drawKey: () => Uint8Array.of(++clock.drawn),
    burst: 3,
    perSecond: 1,
    addresses: 100,
    ...options
  });
  const asks = (address: string, times: number) => Array.from({ length: times }, () => allow(address));
  return { clock, allow, asks };
}

test('an address has so many at once, and gains them again with time', () => {
  const { clock, asks } = limiter();
  expect(asks('192.0.2.1', 5)).toEqual([true, true, true, false, false]);
  clock.time += 2000;
  expect(asks('192.0.2.1', 3)).toEqual([true, true, false]);
  clock.time += 3_000_000;
  expect(asks('192.0.2.1', 4)).toEqual([true, true, true, false]);
});

test('another address has its own', () => {
  const { asks } = limiter();
  asks('192.0.2.1', 5);
  expect(asks('192.0.2.2', 1)).toEqual([true]);
});

test.each([
  ['2001:db8::1', '2001:0db8:0:0:ffff::2'],
  ['::1', '0:0:0:0:0:0:0:2'],
  ['fe80::1%eth0', 'fe80::2'],
  ['::ffff:192.0.2.1', '192.0.2.1']
])('%s and %s are one', (first, second) => {
  const { asks } = limiter();
  asks(first, 3);
  expect(asks(second, 1)).toEqual([false]);
});

test('2001:db8:: and 2001:db8:0:1:: are two', () => {
  const { asks } = limiter();
  asks('2001:db8::1', 3);
  expect(asks('2001:db8:0:1::1', 1)).toEqual([true]);
});

test('the clock may go back', () => {
  const { clock, asks } = limiter();
  clock.time = 10_000;
  asks('192.0.2.1', 3);
  clock.time = 0;
  expect(asks('192.0.2.1', 1)).toEqual([false]);
});

test('each hour there is another key, and nothing is remembered from before', () => {
  const { clock, asks } = limiter({ perSecond: 0 });
  asks('192.0.2.1', 3);
  clock.time = 59 * 60_000;
  expect(asks('192.0.2.1', 1)).toEqual([false]);
  clock.time = 60 * 60_000;
  expect(asks('192.0.2.1', 1)).toEqual([true]);
  expect(clock.drawn).toBe(2);
});

test('only so many addresses are remembered: those seen last', () => {
  const { asks } = limiter({ perSecond: 0, addresses: 2 });
  asks('192.0.2.1', 3);
  asks('192.0.2.2', 3);
  asks('192.0.2.1', 1);
  asks('192.0.2.3', 1);
  expect(asks('192.0.2.1', 1)).toEqual([false]);
  expect(asks('192.0.2.2', 1)).toEqual([true]);
});
