import type { Listening } from '../history/index.ts';
import { usableCheckpoint } from './checkpoint.ts';
import type { RunEnvironment } from './environment.ts';
import { evaluate } from './evaluate.ts';
import type { NetworkConfig } from './network/config.ts';
import { COMPARING, learn } from './learn.ts';
import { baseLevel } from './parts/base-level.ts';
import { mostFrequent } from './parts/most-frequent.ts';
import { mostRecent } from './parts/most-recent.ts';
import { recommendBy, recommendByNetwork, type Occasion } from './recommend.ts';
import { following, type Scorer } from './scorer.ts';
import { playSequence, type PlaySequence } from './sequence.ts';
import { MIN_PLAYS, splitByTime, type Split } from './split.ts';
import type { Evaluation, Outcome, PartId } from './types.ts';

/**
 * From a history to a settled list: compares the simple parts on the held-out plays, lets the best of them fill
 * in, trains the network, compares again, and lets the winner serve (by NDCG@10; a tie goes to the simpler).
 * An aborted or failed training settles on the best simple part and says so in the outcome's `note`.
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
  const parts = [mostRecent, mostFrequent, baseLevel].map((part) => ({
    id: part.id,
    ...following(part, sequence)
  }));
  const fallback = following(baseLevel, sequence);
  const settle = async (outcome: Omit<Outcome, 'revision' | 'createdAt'>): Promise<Outcome> => {
    const complete: Outcome = { revision, createdAt: now, ...outcome };
    await world.saveOutcome(complete);
    return complete;
  };
  world.onProgress({ phase: 'preparing', fraction: 0, curve: [], resumed: false });

  if (plays < MIN_PLAYS) {
    const recommendations = await recommendBy(fallback, occasion);
    return settle({ settled: true, serving: 'base-level', note: 'too_few_plays', recommendations });
  }

  const split = splitByTime(plays);
  const compared: Evaluation['parts'] = {};
  const simple = {
    serving: 'base-level' as PartId,
    recommendations: await recommendBy(fallback, occasion)
  };
  try {
    await compare(parts, sequence, split, compared, world);
    const best = parts.find((part) => part.id === winner(compared));
    if (best) {
      simple.serving = best.id;
      simple.recommendations = await recommendBy(best, occasion);
    }
    await settle({ ...simple, settled: false, evaluation: evaluationOf(sequence, split, compared) });

    const config = configure(plays, listening.songs.length);
    const start = usableCheckpoint(await world.checkpoint(), revision, config);
    const learnt = await learn({ sequence, split, config, revision, start, world });
    try {
      compared['sequence-network'] = learnt.test;
      const evaluation = evaluationOf(sequence, split, compared);
      const network = learnt.summary;
      if (winner(compared) !== 'sequence-network')
        return await settle({ ...simple, settled: true, evaluation, network });
      const recommendations = await recommendByNetwork(learnt.network, occasion);
      return await settle({
        settled: true,
        serving: 'sequence-network',
        evaluation,
        recommendations,
        network
      });
    } finally {
      learnt.network.dispose();
    }
  } catch (error) {
    const note = world.signal.aborted ? 'training_cancelled' : 'training_failed';
    const evaluation = winner(compared) && evaluationOf(sequence, split, compared);
    const outcome = await settle({ ...simple, settled: true, note, ...(evaluation ? { evaluation } : {}) });
    if (world.signal.aborted) return outcome;
    throw error;
  }
}

async function compare(
  parts: readonly (Scorer & { id: PartId })[],
  sequence: PlaySequence,
  split: Split,
  results: Evaluation['parts'],
  { onProgress, signal }: RunEnvironment
): Promise<void> {
  for (const [i, part] of parts.entries()) {
    results[part.id] = await evaluate(part, sequence, split.test, {
      signal,
      onCase: (done) => {
        const fraction = (COMPARING * (i + done / split.test.length)) / parts.length;
        onProgress({ phase: 'comparing', fraction, curve: [], resumed: false });
      }
    });
  }
}

/** The part with the highest NDCG@10; among equals the first in order of simplicity. */
export function winner(compared: Evaluation['parts']): PartId | undefined {
  const order: PartId[] = ['most-recent', 'most-frequent', 'base-level', 'sequence-network'];
  const value = (id: PartId): number => compared[id]?.['ndcg@10'] ?? -1;
  return order
    .filter((id) => compared[id])
    .reduce<PartId | undefined>(
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
