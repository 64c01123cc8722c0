import type { Trainer } from '../compute/index.ts';
import type { Listening } from '../history/index.ts';
import { usableCheckpoint } from './checkpoint.ts';
import { withDiscoveries } from './content/blend.ts';
import type { RunEnvironment } from './environment.ts';
import { ranksOf } from './evaluate.ts';
import { bootstrapIntervals } from './intervals.ts';
import { COMPARING, learn, openEarly } from './learn.ts';
import { metricsOf } from './metrics.ts';
import type { NetworkConfig } from './network/config.ts';
import { baseLevel } from './parts/base-level.ts';
import { OWN, PARTS } from './parts/index.ts';
import { recommendBy, type Occasion } from './recommend.ts';
import { following, type Scorer } from './scorer.ts';
import { playSequence, sessionsOf, type PlaySequence } from './sequence.ts';
import { listOf } from './serve.ts';
import { MIN_PLAYS, splitByTime, type Split } from './split.ts';
import type { Evaluation, Metrics, Outcome, PartId, Recommendation } from './types.ts';

/**
 * From a history to a settled list: compares the parts that only count on the held-out plays, lets the best of them fill
 * in, trains the network, learns the mixture, compares all, and lets the winner serve (by NDCG@10; a tie goes to the
 * simpler). An aborted or failed training settles on the best that only counts and says so in the outcome's `note`.
 * @param revision the state of the history, which outcome and checkpoint are tied to
 * @param configure the network's shape and schedule for a history of that size
 * @throws Error when training failed on every processor route; the outcome is stored all the same
 */
export async function runTraining(
  listening: Pick<Listening, 'song' | 'startedAt' | 'skipped' | 'songs'>,
  revision: number,
  configure: (plays: number, songs: number) => NetworkConfig,
  world: RunEnvironment
): Promise<Outcome> {
  const sequence = playSequence(listening, world.clock());
  const plays = sequence.song.length;
  const now = Math.max(world.clock(), sequence.at.at(-1) ?? 0);
  const occasion: Occasion = { songs: listening.songs, sequence, moment: { known: plays, at: now } };
  const parts = OWN.map((part) => ({ id: part.id, ...following(part, sequence) }));
  const fallback = { id: baseLevel.id, ...following(baseLevel, sequence) };
  const settle = async (outcome: Omit<Outcome, 'revision' | 'createdAt'>): Promise<Outcome> => {
    const complete: Outcome = { revision, createdAt: now, ...outcome };
    await world.saveOutcome(complete);
    return complete;
  };
  const listed = (known: readonly Recommendation[]) => withDiscoveries(known, listening, world.offers);
  world.onProgress({ phase: 'preparing', fraction: 0, curve: [], resumed: false });

  if (plays < MIN_PLAYS) {
    const recommendations = listed(await recommendBy(fallback, occasion));
    return settle({ settled: true, serving: 'base-level', note: 'too_few_plays', recommendations });
  }

  const split = splitByTime(plays);
  const compared: Evaluation['parts'] = {};
  const simple = {
    serving: 'base-level' as PartId,
    recommendations: listed(await recommendBy(fallback, occasion))
  };
  try {
    const config = configure(plays, listening.songs.length);
    const start = usableCheckpoint(await world.checkpoint(), revision, config);
    const comparing = compare(parts, sequence, split, compared, world);
    const opening = openEarly({ config, start, world }, comparing);
    // What goes wrong is heard where it is awaited, after the simple parts have settled.
    opening.catch(() => undefined);
    try {
      await comparing;
    } catch (error) {
      opening.then(dispose).catch(() => undefined);
      throw error;
    }
    const best = parts.find((part) => part.id === winner(compared)) ?? fallback;
    simple.serving = best.id;
    simple.recommendations = listed(await recommendBy(best, occasion));
    const evaluation = evaluationOf(sequence, split, compared);
    await settle({ ...simple, ...world.former, settled: false, evaluation });

    const songs = listening.songs.map(({ key }) => key);
    const learnt = await learn({ sequence, songs, split, config, revision, start, world, opening });
    const { parts: examined, mixture } = learnt.test;
    Object.assign(compared, examined);
    const serving = winner(compared) ?? 'base-level';
    const learned = { model: learnt.network, songs, mixture };
    const recommendations = await listOf(serving, learned, occasion, world);
    return await settle({
      settled: true,
      serving,
      evaluation: {
        ...evaluationOf(sequence, split, compared),
        ...(mixture ? { ablation: mixture.ablation } : {})
      },
      recommendations: recommendations ? listed(recommendations) : simple.recommendations,
      network: learnt.summary
    });
  } catch (error) {
    const note = world.signal.aborted ? 'training_cancelled' : 'training_failed';
    const evaluation = winner(compared) && evaluationOf(sequence, split, compared);
    const outcome = await settle({ ...simple, settled: true, note, ...(evaluation ? { evaluation } : {}) });
    if (world.signal.aborted) return outcome;
    throw error;
  }
}

function dispose({ engine }: Trainer): void {
  engine.dispose();
}

async function compare(
  parts: readonly (Scorer & { id: PartId })[],
  sequence: PlaySequence,
  split: Split,
  results: Evaluation['parts'],
  { onProgress, signal }: RunEnvironment
): Promise<void> {
  const sessions = sessionsOf(sequence);
  const groups = split.test.map((play) => sessions[play] ?? 0);
  for (const [i, part] of parts.entries()) {
    const ranks = await ranksOf(part, sequence, split.test, {
      signal,
      onCase: (done) => {
        const fraction = (COMPARING * (i + done / split.test.length)) / parts.length;
        onProgress({ phase: 'comparing', fraction, curve: [], resumed: false });
      }
    });
    results[part.id] = { ...metricsOf(ranks), intervals: bootstrapIntervals(ranks, groups) };
  }
}

/** From the simplest to the least simple. */
const ORDER: readonly PartId[] = [...PARTS.map(({ id }) => id), 'sequence-network', 'mixture'];

/** The part with the highest NDCG@10; among equals the first in order of simplicity. */
export function winner(compared: Partial<Record<PartId, Metrics>>): PartId | undefined {
  const value = (id: PartId): number => compared[id]?.['ndcg@10'] ?? -1;
  return ORDER.filter((id) => compared[id]).reduce<PartId | undefined>(
    (best, id) => (best === undefined || value(id) > value(best) ? id : best),
    undefined
  );
}

function evaluationOf(sequence: PlaySequence, split: Split, parts: Evaluation['parts']): Evaluation {
  return {
    cases: split.test.length,
    heldOut: sequence.song.length - split.testStart,
    candidates: sequence.songs,
    from: sequence.at[split.testStart] ?? 0,
    to: sequence.at.at(-1) ?? 0,
    parts: { ...parts }
  };
}
