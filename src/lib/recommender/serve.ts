import { encoderWeights } from '../compute/index.ts';
import type { Listening, Song } from '../history/index.ts';
import { withDiscoveries } from './content/blend.ts';
import type { RunEnvironment } from './environment.ts';
import { MixedVoices } from './mixed-voices.ts';
import { Knowledge } from './mixture/knowledge.ts';
import { ServedNetwork, type NetworkScorer } from './network/served.ts';
import { baseLevel } from './parts/base-level.ts';
import { PARTS } from './parts/index.ts';
import { recommendBy, recommendByMixture, recommendByNetwork, type Occasion } from './recommend.ts';
import { following } from './scorer.ts';
import { logOf, playSequence } from './sequence.ts';
import { servedModel, type Learned } from './trained-model.ts';
import type { Outcome, PartId, Recommendation } from './types.ts';

type World = Pick<RunEnvironment, 'openRanking' | 'openEncoder'>;

/**
 * The list of whichever part serves, from all plays. Nothing is learnt by steps: parts count anew, and the network
 * encodes on the best rung of the ladder.
 * @returns undefined where what the part needs is missing
 */
export async function listOf(
  serving: PartId,
  { model, songs, mixture }: Learned,
  occasion: Occasion,
  world: World
): Promise<Recommendation[] | undefined> {
  const ranking = await world.openRanking();
  const withNetwork = async (list: (network: NetworkScorer) => Promise<Recommendation[]>) => {
    if (!model) return undefined;
    const encoder = await world.openEncoder(encoderWeights(model.shape, model.parameters));
    try {
      return await list(new ServedNetwork(model, encoder, ranking, numbersOf(occasion.songs, songs)));
    } finally {
      encoder.dispose();
    }
  };
  if (serving === 'sequence-network') return withNetwork((network) => recommendByNetwork(network, occasion));
  const { sequence, moment } = occasion;
  const knowledge = new Knowledge(logOf(sequence, moment.known), ranking);
  if (serving === 'mixture') {
    if (!mixture) return undefined;
    if (mixture.parts.includes('sequence-network'))
      return withNetwork((network) =>
        recommendByMixture(new MixedVoices(mixture, knowledge, network), occasion)
      );
    return recommendByMixture(new MixedVoices(mixture, knowledge), occasion);
  }
  const part = (PARTS.find(({ id }) => id === serving) ?? baseLevel).fit(knowledge);
  return recommendBy({ id: serving, ...following(part, sequence) }, occasion);
}

/**
 * What the model that was learnt makes of the plays as they are now: after a new play or an import, at once.
 * @param stored an outcome that has settled, and the checkpoint it came with
 * @returns undefined where the model cannot be read
 */
export async function rerank(
  listening: Pick<Listening, 'song' | 'startedAt' | 'skipped' | 'songs'>,
  stored: { outcome: Outcome; checkpoint: unknown },
  world: World & Pick<RunEnvironment, 'clock' | 'offers'>
): Promise<Recommendation[] | undefined> {
  const sequence = playSequence(listening, world.clock());
  const known = sequence.song.length;
  if (known === 0) return undefined;
  const at = Math.max(world.clock(), sequence.at.at(-1) ?? 0);
  const occasion: Occasion = { songs: listening.songs, sequence, moment: { known, at } };
  const list = await listOf(stored.outcome.serving, servedModel(stored.checkpoint), occasion, world);
  return list && withDiscoveries(list, listening, world.offers);
}

/** Of each song of the history, its number among `keys`, or -1. */
function numbersOf(songs: readonly Song[], keys: readonly string[]): Int32Array {
  const numbers = new Map(keys.map((key, number) => [key, number]));
  return Int32Array.from(songs, ({ key }) => numbers.get(key) ?? -1);
}
