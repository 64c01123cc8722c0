import { DeviceStore, type Measurement } from '../../device/index.ts';
import type { Play } from '../../history/index.ts';
import type { Rng } from '../../privacy/index.ts';
import { ModelStore } from '../../recommender/index.ts';
import { type MetricId, startOfWeek, trueAnswer, type Week } from '../../telemetry/index.ts';
import type { HistoryThread } from '../history-thread.ts';
import { recommendedStarts } from '../player/recommended.ts';

const WEEK = 7 * 24 * 60 * 60 * 1000;

/** Everything that the true answers about one week are made from. @throws StorageError */
export async function loadWeek(period: string, thread: HistoryThread): Promise<Week> {
  const from = startOfWeek(period) ?? NaN;
  const [model, device] = [new ModelStore(), new DeviceStore()];
  try {
    const [plays, outcome, measurement] = await Promise.all([
      thread.ask((remote) => remote.playsBetween(from, from + WEEK)),
      model.outcome(),
      device.measurement()
    ]);
    return {
      plays,
      recommended: begunByRecommender(plays),
      hourOf: (time) => new Date(time).getHours(),
      serving: outcome?.settled ? outcome.serving : undefined,
      answering: measurement && answeringOf(measurement)
    };
  } finally {
    await Promise.all([model.close(), device.close()]);
  }
}

/** The true answers to some questions. @param rng draws what is drawn about them */
export function truthsOf(metrics: readonly MetricId[], week: Week, rng: Rng): ReadonlyMap<MetricId, number> {
  return new Map(metrics.map((metric) => [metric, trueAnswer(metric, week, rng)]));
}

/** Ids of the plays that began from what the recommender had put into the queue. */
function begunByRecommender(plays: readonly Play[]): ReadonlySet<string> {
  const starts = recommendedStarts(localStorage);
  return new Set(
    plays.filter(({ source, startedAt }) => source === 'earshot' && starts.has(startedAt)).map(({ id }) => id)
  );
}

/** The route that the ladder takes, and how long half of its answers take at most. */
function answeringOf({ encoder: { rungs, chosen } }: Measurement): Week['answering'] {
  const rung = rungs.find(({ name }) => name === chosen);
  return rung && 'p50' in rung ? { route: rung.name, ms: rung.p50 } : undefined;
}
