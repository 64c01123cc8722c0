import { describe, expect, test } from 'vitest';
import {
  answerDue,
  MOST_ATTEMPTS,
  nextDue,
  type Received,
  secureDrawing,
  sendDue,
  type ServerAnswer,
  switchOn,
  withdraw,
  type World
} from '$lib/telemetry/index.ts';
import { MemoryVault } from '../memory-vault.ts';

const HOUR = 60 * 60 * 1000;
const NOW = Date.UTC(2026, 10, 24, 10);

/** A device with one report on its way; `sent` is what left. */
async function device(answers: readonly (ServerAnswer | Received)[]) {
  const vault = new MemoryVault();
  const sent: string[] = [];
  const clock = { now: NOW, online: true };
  const world: World = {
    vault,
    drawing: secureDrawing(),
    now: () => clock.now,
    online: () => clock.online,
    truthsOf: (metrics) => Promise.resolve(new Map(metrics.map((metric) => [metric, 3]))),
    post: (bytes) => {
      sent.push(new TextDecoder().decode(bytes));
      const answer = answers[sent.length - 1] ?? 202;
      return Promise.resolve(typeof answer === 'object' ? answer : { answer });
    }
  };
  await vault.change((books) => switchOn(books, { metric: 'hour', epsilon: 1, now: NOW }));
  await answerDue(world);
  return { vault, sent, clock, world, send: () => sendDue(world) };
}

test('nothing leaves before its moment, nor offline', async () => {
  const { vault, sent, clock, send } = await device([]);
  const dueAt = nextDue(await vault.read()) ?? NaN;
  clock.now = dueAt - 1;
  await send();
  clock.now = dueAt;
  clock.online = false;
  await send();
  expect(sent).toEqual([]);
  clock.online = true;
  await send();
  expect(sent).toHaveLength(1);
});

test.each([202, 200, 400, 413])('after %d it is over, and the log says so', async (status) => {
  const { vault, sent, clock, send } = await device([status]);
  clock.now += 48 * HOUR;
  await send();
  clock.now += 1000 * HOUR;
  await send();
  expect(sent).toHaveLength(1);
  expect(nextDue(await vault.read())).toBeUndefined();
  const [delivery] = await vault.deliveries();
  expect(delivery).toMatchObject({ attempt: 1, metric: 'hour', at: NOW + 48 * HOUR, answer: status });
  expect(new TextDecoder().decode(delivery?.bytes)).toBe(sent[0]);
});

test.each<ServerAnswer>([500, 503, 429, 404, 'timeout', 'unreachable'])(
  'after %s the same bytes are sent again, later each time, and each time is logged',
  async (answer) => {
    const { vault, sent, clock, send } = await device(Array.from({ length: 5 }, () => answer));
    clock.now += 48 * HOUR;
    const pauses: number[] = [];
    while (nextDue(await vault.read()) !== undefined) {
      await send();
      const next = nextDue(await vault.read());
      if (next === undefined) break;
      pauses.push((next - clock.now) / 60_000);
      clock.now = next;
    }
    expect(new Set(sent).size).toBe(1);
    expect(sent).toHaveLength(6);
    for (const [i, pause] of pauses.entries()) {
      expect(pause).toBeGreaterThanOrEqual(2 ** i / 2);
      expect(pause).toBeLessThan(2 ** i);
    }
    const logged = (await vault.deliveries()).map((delivery) => delivery.answer);
    expect(logged).toEqual([...Array.from({ length: 5 }, () => answer), 202]);
  }
);

test('a service that never takes it is given up after some days', async () => {
  const { vault, sent, clock, send } = await device(Array.from({ length: 99 }, () => 404));
  for (let next = nextDue(await vault.read()); next !== undefined; next = nextDue(await vault.read())) {
    clock.now = next;
    await send();
  }
  expect(sent).toHaveLength(MOST_ATTEMPTS);
  expect((clock.now - NOW) / HOUR / 24).toBeLessThan(16);
});

describe('a service that asks to be left alone', () => {
  const busy = (retryAfter: string, answer = 503) => ({ answer, retryAfter });
  const inAnHour = new Date(NOW + 49 * HOUR).toUTCString();

  test.each([busy('3600'), busy('3600', 429), busy(inAnHour)])(
    'is, by every report, until then: $answer, $retryAfter',
    async (received) => {
      const { vault, sent, clock, world, send } = await device([received]);
      await vault.change((books) => switchOn(books, { metric: 'minutes', epsilon: 1, now: NOW }));
      await answerDue(world);
      clock.now += 48 * HOUR;
      await send();
      expect(sent).toHaveLength(1);
      clock.now += HOUR - 1;
      await send();
      expect(sent).toHaveLength(1);
      clock.now += 60_001;
      await send();
      expect(sent).toHaveLength(3);
      expect(new Set(sent).size).toBe(2);
      expect(nextDue(await vault.read())).toBeUndefined();
    }
  );

  test.each([busy('99999999999'), busy(new Date(NOW + 9999 * HOUR).toUTCString())])(
    'is for a day at most: $retryAfter',
    async (received) => {
      const { vault, clock, send } = await device([received]);
      clock.now += 48 * HOUR;
      await send();
      const pause = (nextDue(await vault.read()) ?? NaN) - clock.now;
      expect(pause).toBeGreaterThanOrEqual(24 * HOUR);
      expect(pause).toBeLessThan(24 * HOUR + 60_000);
    }
  );

  test.each([busy('1'), busy('0'), busy('soon'), busy('3600', 500), busy('3600', 404)])(
    'never shortens the pause, and is heard of those alone who may ask: $answer, $retryAfter',
    async (received) => {
      const { vault, clock, send } = await device([received]);
      clock.now += 48 * HOUR;
      await send();
      const pause = (nextDue(await vault.read()) ?? NaN) - clock.now;
      expect(pause).toBeGreaterThanOrEqual(30_000);
      expect(pause).toBeLessThan(60_000);
    }
  );

  test('in vain, where it was asked often enough', async () => {
    const { vault, sent, clock, send } = await device(Array.from({ length: 99 }, () => busy('60')));
    for (let next = nextDue(await vault.read()); next !== undefined; next = nextDue(await vault.read())) {
      clock.now = next;
      await send();
    }
    expect(sent).toHaveLength(MOST_ATTEMPTS);
  });
});

describe('in between', () => {
  test('a tab that was closed while sending leaves a line in the log, and the report goes again', async () => {
    const { vault, clock, world, send } = await device([]);
    clock.now += 48 * HOUR;
    const dies = () => Promise.reject(new Error('closed'));
    await expect(sendDue({ ...world, post: dies })).rejects.toThrow('closed');
    expect((await vault.deliveries()).map(({ answer }) => answer)).toEqual([undefined]);
    await send();
    expect(await vault.deliveries()).toHaveLength(1);
    clock.now += HOUR;
    await send();
    expect((await vault.deliveries()).map(({ answer }) => answer)).toEqual([undefined, 202]);
  });

  test('what was switched off leaves no more', async () => {
    const { vault, sent, clock, send } = await device([]);
    await vault.change((books) => withdraw(books, 'hour'));
    clock.now += 48 * HOUR;
    await send();
    expect(sent).toEqual([]);
  });

  test('switched off while it was on its way, it is not sent again', async () => {
    const { vault, clock, world, send, sent } = await device([]);
    clock.now += 48 * HOUR;
    await sendDue({
      ...world,
      post: async () => {
        await vault.change((books) => withdraw(books, 'hour'));
        return { answer: 503 };
      }
    });
    clock.now += 48 * HOUR;
    await send();
    expect(sent).toEqual([]);
    expect((await vault.deliveries()).map(({ answer }) => answer)).toEqual([503]);
  });
});
