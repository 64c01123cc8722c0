import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../../src/collector/app.ts';
import { openEmbedded, type Database } from '../../../src/collector/database.ts';
import type { MetricEstimate } from '../../../src/collector/estimates.ts';
import { openStore } from '../../../src/collector/store.ts';
import { sampleRows } from '../../../src/lib/history/sample.ts';
import type { Play } from '../../../src/lib/history/index.ts';
import { secureRng, symmetricUnaryEncoding } from '../../../src/lib/privacy/index.ts';
import {
  answerDue,
  lastFullWeek,
  loadTwoServers,
  mechanismOf,
  METRICS,
  type MetricId,
  secureDrawing,
  sendDue,
  SENDING_WINDOW,
  setCaps,
  startOfWeek,
  switchOn,
  toUnit,
  trueAnswer,
  type Week
} from '../../../src/lib/telemetry/index.ts';
import { sampleMusic } from '../../../src/workers/sample-music.ts';
import { MemoryVault } from '../telemetry/memory-vault.ts';
import { NOW } from './reports.ts';

const LISTENERS = 200;
const EPSILON = 4;
const ASKED: readonly MetricId[] = ['family', 'skipped'];
/** Standard errors within which every estimate lies: a normal estimate leaves them once in 5e8 draws, 1e-6 for all. */
const REACH = 6;
const WEEK = 7 * 24 * 60 * 60_000;

const period = lastFullWeek(NOW);
const metricOf = (id: MetricId) => METRICS.find((metric) => metric.id === id) ?? METRICS[0];
const rng = secureRng();

/** What an invented listener played in the week that is told of. */
function weekOfListener(seed: number): Week {
  const start = startOfWeek(period) ?? NaN;
  const plays = sampleRows(seed, NOW, sampleMusic(seed)).flatMap(
    ({ skipped, album, uri, ...row }, i): Play[] =>
      row.startedAt >= start && row.startedAt < start + WEEK
        ? [
            {
              ...row,
              id: String(i),
              source: 'earshot',
              completed: skipped ? 'skipped' : 'played',
              ...(album === undefined ? {} : { album }),
              ...(uri === undefined ? {} : { uri })
            }
          ]
        : []
  );
  const hourOf = (time: number) => new Date(time).getUTCHours();
  return { plays, recommended: new Set(), hourOf, serving: undefined, answering: undefined };
}

const truths = Array.from({ length: LISTENERS }, (_, i) => {
  const week = weekOfListener(i + 1);
  return new Map(ASKED.map((metric) => [metric, trueAnswer(metric, week, rng)]));
});
const answersTo = (metric: MetricId) => truths.map((truth) => truth.get(metric) ?? NaN);

let db: Database;
beforeAll(async () => {
  db = await openEmbedded();
});
afterAll(() => db.close());

test('two hundred listeners report what was drawn for them, and the service learns how they are', async () => {
  const received: string[] = [];
  const store = await openStore(db);
  const app = createApp({ store, now: () => NOW, allow: () => true, css: '' });
  const logged: string[] = [];
  for (const truth of truths) {
    const vault = new MemoryVault();
    let now = NOW;
    const world = {
      vault,
      drawing: secureDrawing(),
      now: () => now,
      online: () => true,
      truthsOf: () => Promise.resolve(truth),
      post: async (bytes: Uint8Array<ArrayBuffer>) => {
        received.push(new TextDecoder().decode(bytes));
        const request = new Request('http://localhost/collect', { method: 'POST', body: bytes });
        return { answer: (await app.fetch(request, {})).status };
      }
    };
    await vault.change(() => setCaps({ week: EPSILON * ASKED.length, year: 100 }));
    for (const metric of ASKED)
      await vault.change((books) => switchOn(books, { metric, epsilon: EPSILON, now }));
    await answerDue(world);
    now += SENDING_WINDOW;
    await sendDue(world);
    const deliveries = await vault.deliveries();
    expect(deliveries.map(({ answer }) => answer)).toEqual(ASKED.map(() => 202));
    logged.push(...deliveries.map(({ bytes }) => new TextDecoder().decode(bytes)));
  }
  // The log that each of them can read holds what the service got, byte for byte.
  expect(logged.sort()).toEqual(received.sort());

  const response = await app.fetch(new Request('http://localhost/estimates.json'), {});
  const { estimates } = (await response.json()) as { estimates: MetricEstimate[] };
  const resultOf = (metric: MetricId) => estimates.find((each) => each.metric === metric)?.result;
  const family = resultOf('family');
  const made = mechanismOf(metricOf('family'), EPSILON);
  if (family?.kind !== 'choice' || made.kind !== 'choice') throw new Error('no estimate of a choice');
  for (const [option, { value }] of family.options.entries()) {
    const share = answersTo('family').filter((answer) => answer === option).length / LISTENERS;
    const error = Math.sqrt(made.mechanism.variance(LISTENERS, share));
    expect(Math.abs(value - share)).toBeLessThan(REACH * error);
  }
  const skipped = resultOf('skipped');
  const mean = mechanismOf(metricOf('skipped'), EPSILON);
  if (skipped?.kind !== 'mean' || mean.kind !== 'mean') throw new Error('no estimate of a mean');
  const truth = answersTo('skipped').reduce((sum, share) => sum + share, 0) / LISTENERS;
  const error =
    (Math.sqrt(mean.mechanism.variance(LISTENERS, toUnit(truth, mean))) * (mean.high - mean.low)) / 2;
  expect(Math.abs(skipped.value - truth)).toBeLessThan(REACH * error);
});

test('the same two hundred, added up by two servers', async () => {
  const answers = answersTo('family');
  const mechanism = symmetricUnaryEncoding({ categories: optionsOf('family'), epsilon: EPSILON });
  const { runRound } = await loadTwoServers();
  const bits = answers.map((answer) => mechanism.randomize(answer, rng));
  const { total, accepted } = await runRound({
    kind: 'bits',
    length: mechanism.inputs,
    answers: bits,
    now: () => performance.now()
  });
  expect(accepted).toBe(LISTENERS);
  const { frequencies } = mechanism.estimate({ people: accepted, support: total });
  for (const [option, frequency] of frequencies.entries()) {
    const share = answers.filter((answer) => answer === option).length / LISTENERS;
    const error = Math.sqrt(mechanism.variance(LISTENERS, share));
    expect(Math.abs(frequency - share)).toBeLessThan(REACH * error);
  }
});

function optionsOf(metric: MetricId): number {
  const { domain } = metricOf(metric);
  return domain.kind === 'choice' ? domain.options.length : 0;
}
