import { describe, expect, test } from 'vitest';
import {
  answerDue,
  type Books,
  type Drawing,
  lastFullWeek,
  METRICS,
  parseReport,
  questionsDue,
  secureDrawing,
  SENDING_WINDOW,
  setCaps,
  spentInYear,
  startOfWeek,
  switchOn,
  withdraw,
  type World
} from '$lib/telemetry/index.ts';
import { MemoryVault } from '../memory-vault.ts';

const DAY = 24 * 60 * 60 * 1000;
/** A Tuesday. */
const NOW = Date.UTC(2026, 10, 24, 10);
const PERIOD = '2026-W47';

/** A device with its own clock; `ask` is what the app does now and then. */
function device(drawing: Drawing = secureDrawing()) {
  const vault = new MemoryVault();
  const world = { now: NOW, asked: 0 };
  const ports: World = {
    vault,
    drawing,
    now: () => world.now,
    online: () => true,
    truthsOf: (metrics) => {
      world.asked++;
      return Promise.resolve(new Map(metrics.map((metric) => [metric, 0])));
    },
    post: () => Promise.resolve({ answer: 202 })
  };
  return {
    vault,
    world,
    ask: () => answerDue(ports),
    on: (metric: (typeof METRICS)[number]['id'], epsilon = 1) =>
      vault.change((books) => switchOn(books, { metric, epsilon, now: world.now })),
    off: (metric: (typeof METRICS)[number]['id']) => vault.change((books) => withdraw(books, metric))
  };
}

function linesOf({ ledger }: Books): string[] {
  return ledger.map(({ metric, period, epsilon }) => `${metric} ${period} ${epsilon}`);
}

test('with everything off nothing is asked, drawn or written', async () => {
  const { vault, world, ask } = device();
  await ask();
  expect(world.asked).toBe(0);
  expect(await vault.read()).toMatchObject({ ledger: [], answers: [], outbox: [], withheld: [] });
});

test('answer, line and report are written together, and the report says what the answer says', async () => {
  const { vault, on, ask } = device();
  await on('minutes', 0.5);
  await ask();
  const { ledger, answers, outbox } = await vault.read();
  expect(ledger).toEqual([
    { metric: 'minutes', period: PERIOD, epsilon: 0.5, at: NOW, mechanism: 'subset selection' }
  ]);
  const [queued] = outbox;
  const report = parseReport(JSON.parse(new TextDecoder().decode(queued?.bytes)));
  expect(answers).toEqual([{ metric: 'minutes', period: PERIOD, epsilon: 0.5, value: report.value }]);
  expect(report).toMatchObject({ metric: 'minutes', period: PERIOD, epsilon: 0.5, key: queued?.key });
});

test('a week is answered once, however often the app asks', async () => {
  const { vault, world, on, ask } = device();
  await on('hour');
  for (const hours of [0, 1, 30, 100]) {
    world.now = NOW + hours * 60 * 60 * 1000;
    await ask();
  }
  expect(linesOf(await vault.read())).toEqual([`hour ${PERIOD} 1`]);
  expect(world.asked).toBe(1);
  world.now = NOW + 6 * DAY;
  await ask();
  expect(linesOf(await vault.read())).toEqual([`hour ${PERIOD} 1`, 'hour 2026-W48 1']);
});

test('weeks in which the app was not opened are left out', async () => {
  const { vault, world, on, ask } = device();
  await on('hour');
  await ask();
  world.now += 28 * DAY;
  await ask();
  expect(linesOf(await vault.read())).toEqual([`hour ${PERIOD} 1`, 'hour 2026-W51 1']);
});

test('with the clock set back nothing is told until it has caught up', async () => {
  const { vault, world, on, ask } = device();
  await on('hour');
  await ask();
  world.now -= 21 * DAY;
  await ask();
  expect(world.asked).toBe(1);
  world.now += 28 * DAY;
  await ask();
  expect(linesOf(await vault.read())).toEqual([`hour ${PERIOD} 1`, 'hour 2026-W48 1']);
});

describe('caps', () => {
  test('those that come later in the week are withheld, and why is kept and not written again', async () => {
    const { vault, world, on, ask } = device();
    for (const { id } of METRICS) await on(id);
    await ask();
    const { ledger, withheld, outbox } = await vault.read();
    expect(ledger.map(({ metric }) => metric)).toEqual(METRICS.slice(0, 4).map(({ id }) => id));
    expect(outbox).toHaveLength(4);
    expect(withheld.map(({ metric, cap }) => [metric, cap])).toEqual(
      METRICS.slice(4).map(({ id }) => [id, 'week'])
    );
    expect(questionsDue(await vault.read(), world.now)).toEqual([]);
  });

  test('raised in the same week, they let through what fits now', async () => {
    const { vault, on, ask } = device();
    await vault.change(() => setCaps({ week: 1, year: 100 }));
    await on('family');
    await on('hour');
    await ask();
    await vault.change(() => setCaps({ week: 2, year: 100 }));
    await ask();
    expect(linesOf(await vault.read())).toEqual([`family ${PERIOD} 1`, `hour ${PERIOD} 1`]);
    expect((await vault.read()).withheld).toEqual([]);
  });

  test('that of the year looks back over 52 weeks, not to the last of January', async () => {
    const { vault, world, on, ask } = device();
    await vault.change(() => setCaps({ week: 4, year: 10 }));
    await on('hour', 4);
    for (let week = 0; week < 120; week++) {
      await ask();
      world.now += 7 * DAY;
    }
    const { ledger, withheld } = await vault.read();
    const weeks = ledger.map(
      ({ period }) => ((startOfWeek(period) ?? NaN) - (startOfWeek(PERIOD) ?? NaN)) / 7 / DAY
    );
    expect(weeks).toEqual([0, 1, 52, 53, 104, 105]);
    expect(withheld.every(({ cap }) => cap === 'year')).toBe(true);
    for (const { period } of ledger) expect(spentInYear(ledger, period)).toBeGreaterThan(0);
  });

  test.each([
    { week: 0, year: 100 },
    { week: 17, year: 100 },
    { week: 4, year: NaN },
    { week: 4, year: 1000 }
  ])('%j are refused', (caps) => {
    expect(() => setCaps(caps)).toThrow(RangeError);
  });
});

describe('switched off', () => {
  test('what was answered and what waits is gone, and the ledger stays', async () => {
    const { vault, on, off, ask } = device();
    await on('hour');
    await on('skipped');
    await ask();
    await off('hour');
    const books = await vault.read();
    expect(books.consents.map(({ metric }) => metric)).toEqual(['skipped']);
    expect(books.answers.map(({ metric }) => metric)).toEqual(['skipped']);
    expect(books.outbox.map(({ metric }) => metric)).toEqual(['skipped']);
    expect(linesOf(books)).toContain(`hour ${PERIOD} 1`);
  });

  test('and on again with another budget, the week is not drawn or paid for a second time', async () => {
    const { vault, on, off, ask } = device();
    await on('hour');
    await ask();
    await off('hour');
    await on('hour', 4);
    await ask();
    expect(await vault.read()).toMatchObject({ answers: [], outbox: [] });
    expect(linesOf(await vault.read())).toEqual([`hour ${PERIOD} 1`]);
  });

  test('while the answer is being worked out, it is not drawn', async () => {
    const { vault, off, on, world } = device();
    await on('hour');
    await answerDue({
      vault,
      drawing: secureDrawing(),
      now: () => world.now,
      online: () => true,
      truthsOf: async () => {
        await off('hour');
        return new Map([['hour', 3]]);
      },
      post: () => Promise.resolve({ answer: 202 })
    });
    expect((await vault.read()).ledger).toEqual([]);
  });
});

test('a budget that is not offered is refused', async () => {
  await expect(device().on('hour', 3)).rejects.toThrow(RangeError);
});

test('reports go at a moment that is uniform over the window', async () => {
  const moments: number[] = [];
  for (const share of [0, 0.25, 0.999]) {
    const { vault, on, ask } = device({ ...secureDrawing(), below: (n) => Math.floor(n * share) });
    await on('hour');
    await ask();
    moments.push(...(await vault.read()).outbox.map(({ dueAt }) => (dueAt - NOW) / SENDING_WINDOW));
  }
  expect(moments).toEqual([0, 0.25, 0.999].map((share) => expect.closeTo(share, 6) as number));
});

test.each([
  ['2026-11-22T23:59:59.999Z', '2026-W46'],
  ['2026-11-23T00:00:00.000Z', '2026-W47'],
  ['2027-01-04T00:00:00.000Z', '2026-W53']
])('at %s the last full week is %s', (time, week) => {
  expect(lastFullWeek(Date.parse(time))).toBe(week);
});
