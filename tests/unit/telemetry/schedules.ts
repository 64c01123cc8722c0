import { expect } from 'vitest';
import { type SeededRandom, seededRandom } from '$lib/random/index.ts';
import { StorageError } from '$lib/storage/index.ts';
import {
  answerDue,
  type Books,
  type Caps,
  type Delivery,
  type Entry,
  EPSILONS,
  METRICS,
  parseReport,
  secureDrawing,
  sendDue,
  type ServerAnswer,
  setCaps,
  spentInWeek,
  switchOn,
  type Vault,
  weekAfter,
  withdraw,
  type World
} from '$lib/telemetry/index.ts';

/** A place for the books, which schedules are put through. */
export interface Rig<Backup> {
  /** The same books, as another tab would open them. */
  open(): Vault;
  deliveries(): Promise<Delivery[]>;
  backUp(): Promise<Backup>;
  restore(backup: Backup): Promise<void>;
}

/** The tab is gone; nothing after this happens. */
class Crash extends Error {}

const HOUR = 60 * 60 * 1000;
const STEPS = 40;
const CAPS: readonly Caps[] = [
  { week: 0.5, year: 2 },
  { week: 4, year: 8 },
  { week: 2, year: 100 },
  { week: 16, year: 20 }
];

/** What a schedule came to, so that a test can see that it saw something. */
export interface Tally {
  entries: number;
  counted: number;
  crashes: number;
  withheld: number;
  repeats: number;
}

/**
 * Puts a rig through everything that can happen to it, in an order that the seed decides, and checks after each step
 * that no more was spent than allowed, nothing was drawn twice, and nothing counts twice or without having been spent.
 */
export async function runSchedule<Backup>(seed: number, rig: Rig<Backup>): Promise<Tally> {
  const random = seededRandom(seed);
  const books = rig.open();
  const service = new Service(books);
  const backups: Backup[] = [];
  let now = Date.UTC(2026, 0, 1) + random.below(300 * 24) * HOUR;
  const highest = { ...pick(CAPS, random) };
  await books.change(() => setCaps(highest));
  let before: readonly Entry[] = [];
  const tally: Tally = { entries: 0, counted: 0, crashes: 0, withheld: 0, repeats: 0 };

  const tab = (): World => ({
    vault: faulty(rig.open(), random),
    drawing: {
      ...secureDrawing(),
      key: () => Array.from({ length: 32 }, () => random.below(16).toString(16)).join(''),
      below: (n) => random.below(n)
    },
    now: () => now,
    online: () => random.below(10) > 0,
    truthsOf: (metrics) =>
      Promise.resolve(new Map(metrics.map((metric) => [metric, random.below(2)] as const))),
    post: async (bytes) => ({ answer: await service.post(bytes, random), retryAfter: '7200' })
  });
  const anyMetric = () => pick(METRICS, random).id;
  const turns: readonly (readonly [weight: number, turn: () => Promise<unknown>])[] = [
    [
      5,
      () =>
        tab().vault.change((all) =>
          switchOn(all, { metric: anyMetric(), epsilon: pick(EPSILONS, random), now })
        )
    ],
    [1, () => tab().vault.change((all) => withdraw(all, anyMetric()))],
    [1, () => changeCaps(tab().vault, random, highest)],
    [8, () => answerDue(tab())],
    [8, () => sendDue(tab())],
    [3, () => settled([answerDue(tab()), answerDue(tab())])],
    [3, () => settled([sendDue(tab()), sendDue(tab()), answerDue(tab())])],
    [8, () => Promise.resolve((now += random.below(9 * 24) * HOUR))],
    [1, () => Promise.resolve((now += random.below(30) * 7 * 24 * HOUR))],
    [2, () => Promise.resolve((now -= random.below(20 * 24) * HOUR))],
    [1, async () => backups.push(await rig.backUp())],
    [
      1,
      async () => {
        if (backups.length === 0) return;
        const { consents, answers, outbox, withheld, caps } = await books.read();
        await rig.restore(pick(backups, random));
        expect(await books.read()).toMatchObject({ consents, answers, outbox, withheld, caps });
      }
    ],
    [2, () => service.deliverLate(random)]
  ];
  for (let step = 0; step < STEPS; step++) {
    try {
      await weighted(turns, random)();
    } catch (error) {
      if (!(error instanceof Crash || error instanceof StorageError)) throw error;
      tally.crashes++;
    }
    const after = await books.read();
    check(after, before, highest);
    before = after.ledger;
  }
  service.check(await rig.deliveries());
  const { withheld } = await books.read();
  return {
    ...tally,
    entries: before.length,
    counted: service.counted.size,
    withheld: withheld.length,
    repeats: service.repeats
  };
}

function check({ ledger, answers, outbox }: Books, before: readonly Entry[], caps: Caps): void {
  // Lines are added, never changed and never taken out.
  const had = new Set(before.map((line) => JSON.stringify(line)));
  const kept = new Set(ledger.map((line) => JSON.stringify(line)));
  expect(before.filter((line) => !kept.has(JSON.stringify(line)))).toEqual([]);
  for (const { metric, period } of ledger.filter((line) => !had.has(JSON.stringify(line))))
    expect(before.filter((line) => line.metric === metric && line.period >= period)).toEqual([]);
  for (const period of new Set(ledger.map((line) => line.period))) {
    expect(spentInWeek(ledger, period)).toBeLessThanOrEqual(caps.week + 1e-9);
    const year = ledger.filter((line) => line.period >= period && line.period < weekAfter(period, 52));
    expect(year.reduce((sum, { epsilon }) => sum + epsilon, 0)).toBeLessThanOrEqual(caps.year + 1e-9);
  }
  const lines = new Set(ledger.map(({ metric, period }) => `${metric} ${period}`));
  expect(lines.size).toBe(ledger.length);
  const unspent = [...answers, ...outbox].filter(({ metric, period }) => !lines.has(`${metric} ${period}`));
  expect(unspent).toEqual([]);
}

/** The receiving side, behind a network that loses, repeats and delays. */
class Service {
  /** Text of each report that counts, by key. */
  readonly counted = new Map<string, string>();
  repeats = 0;
  readonly #late: Uint8Array<ArrayBuffer>[] = [];
  readonly #received = new Set<string>();

  constructor(private readonly books: Vault) {}

  async post(bytes: Uint8Array<ArrayBuffer>, random: SeededRandom): Promise<ServerAnswer> {
    switch (random.below(10)) {
      case 0:
        throw new Crash('before sending');
      case 1:
        await this.#receive(bytes);
        throw new Crash('after sending');
      case 2:
        await this.#receive(bytes);
        return 'timeout';
      case 3:
        return 'unreachable';
      case 4:
        return pick([500, 503, 429, 404], random);
      case 5:
        return pick([400, 413], random);
      case 6:
        this.#late.push(bytes);
        return 'timeout';
      case 7:
        await this.#receive(bytes);
        return await this.#receive(bytes);
      default:
        return await this.#receive(bytes);
    }
  }

  /** What the network held back arrives, and perhaps not for the last time. */
  async deliverLate(random: SeededRandom): Promise<void> {
    if (this.#late.length > 0) await this.#receive(pick(this.#late, random));
  }

  /** Everything that arrived stands in the log, byte for byte. */
  check(deliveries: readonly Delivery[]): void {
    const logged = new Set(deliveries.map(({ bytes }) => new TextDecoder().decode(bytes)));
    for (const text of this.#received) expect(logged).toContain(text);
  }

  async #receive(bytes: Uint8Array<ArrayBuffer>): Promise<ServerAnswer> {
    const text = new TextDecoder().decode(bytes);
    this.#received.add(text);
    const { key, metric, period, epsilon } = parseReport(JSON.parse(text));
    const { ledger } = await this.books.read();
    expect(ledger).toContainEqual(expect.objectContaining({ metric, period, epsilon }));
    const known = this.counted.get(key);
    if (known !== undefined) {
      expect(text).toBe(known);
      this.repeats++;
      return 200;
    }
    for (const other of this.counted.values()) {
      const counted = parseReport(JSON.parse(other));
      expect(`${counted.metric} ${counted.period}`).not.toBe(`${metric} ${period}`);
    }
    this.counted.set(key, text);
    return 202;
  }
}

/** A vault in whose changes the tab may die, or the disk be full, at each moment that makes a difference. */
function faulty(vault: Vault, random: SeededRandom): Vault {
  return {
    read: () => vault.read(),
    async change(decide) {
      const fault = random.below(20);
      if (fault === 0) throw new Crash('before a change');
      const result = await vault.change((books) => {
        const change = decide(books);
        if (fault === 1) throw new Crash('before it is written');
        if (fault === 2) throw new StorageError('full', 'no room');
        return change;
      });
      if (fault === 3) throw new Crash('after a change');
      return result;
    }
  };
}

async function changeCaps(vault: Vault, random: SeededRandom, highest: { week: number; year: number }) {
  const caps = pick(CAPS, random);
  highest.week = Math.max(highest.week, caps.week);
  highest.year = Math.max(highest.year, caps.year);
  await vault.change(() => setCaps(caps));
}

/** Several tabs at once; one that dies does not end the others. */
async function settled(tabs: readonly Promise<unknown>[]): Promise<void> {
  for (const result of await Promise.allSettled(tabs)) if (result.status === 'rejected') throw result.reason;
}

function weighted<T>(turns: readonly (readonly [number, T])[], random: SeededRandom): T {
  let left = random.below(turns.reduce((sum, [weight]) => sum + weight, 0));
  const found = turns.find(([weight]) => (left -= weight) < 0);
  if (!found) throw new Error('no turns');
  return found[1];
}

function pick<T>(list: readonly T[], random: SeededRandom): T {
  const item = list[random.below(list.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}
