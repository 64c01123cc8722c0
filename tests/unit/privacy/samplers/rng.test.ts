import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { type Rng, RandomizedResponse, privatize, secureRng } from '../../../../src/lib/privacy/index.ts';
import { MANY_SIGMAS, countOf, misfit } from '../checks/statistics.ts';
import { seededRng } from '../seeded-rng.ts';

test('secure words come from the operating system and fill all bits evenly', () => {
  const source = vi.spyOn(crypto, 'getRandomValues');
  const rng = secureRng();
  const bytes = Array.from({ length: 100_000 }, () => rng.bits(8));
  expect(source.mock.calls.length).toBeGreaterThan(50);
  source.mockRestore();
  expect(misfit(countOf(bytes), new Map(bytes.slice(0, 256).map((_, i) => [i, 1 / 256])))).toBeUndefined();
  for (let place = 0; place < 32; place++) {
    let ones = 0;
    for (let i = 0; i < 4000; i++) ones += (rng.bits(32) >>> place) & 1;
    expect(Math.abs(ones - 2000)).toBeLessThan((MANY_SIGMAS * Math.sqrt(4000)) / 2);
  }
  for (let n = 1; n <= 32; n++) {
    const word = rng.bits(n);
    expect(Number.isInteger(word) && word >= 0 && word < 2 ** n).toBe(true);
  }
});

test('used words are wiped from the buffer', () => {
  let buffer: Uint32Array | undefined;
  const source = vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
    buffer = array as unknown as Uint32Array;
    buffer.fill(7);
    return array;
  });
  const rng = secureRng();
  expect([rng.bits(32), rng.bits(32)]).toEqual([7, 7]);
  source.mockRestore();
  expect([...(buffer?.subarray(0, 3) ?? [])]).toEqual([0, 0, 7]);
});

test('only the secure generator makes reports that may leave', () => {
  const mechanism = new RandomizedResponse({ categories: 3, epsilon: 1 });
  const report = privatize(mechanism, 1, secureRng());
  expect([0, 1, 2]).toContain(report);
  const seeded: Rng = seededRng(1);
  /* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment -- this is what must not compile */
  // @ts-expect-error -- a seeded generator is no SecureRng
  privatize(mechanism, 1, seeded);
  // @ts-expect-error -- nor is anything else that has bits
  privatize(mechanism, 1, { bits: () => 0 });
  /* eslint-enable @typescript-eslint/no-unsafe-class-instance-assignment */
  const send = (sent: ReturnType<typeof privatize<number, number>>) => sent;
  // @ts-expect-error -- and a simulated report is not one that may be sent
  send(mechanism.randomize(1, seeded));
});

test('no generator but the operating system is within reach of this room', () => {
  const room = 'src/lib/privacy';
  const files = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts')
  );
  expect(files.length).toBeGreaterThan(20);
  for (const file of files) {
    const text = readFileSync(join(room, file), 'utf8');
    const imports = [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1] ?? '');
    // Only files of the room: no package, no other room, nothing of the tests.
    for (const path of imports) {
      expect(path, file).toMatch(/^\.{1,2}\//);
      const depth = file.split('/').length - 1;
      expect((path.match(/\.\.\//g) ?? []).length, `${file}: ${path}`).toBeLessThanOrEqual(depth);
    }
    expect(text, file).not.toMatch(/Math\.random\(|\bseededR/);
  }
  const users = files.filter((file) => readFileSync(join(room, file), 'utf8').includes('getRandomValues('));
  expect(users).toEqual(['samplers/rng.ts']);
});
