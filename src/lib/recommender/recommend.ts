import type { Song } from '../history/index.ts';
import { maskUnheard } from './evaluate.ts';
import { Explainer, topSongs } from './explain.ts';
import type { MixedVoices } from './mixed-voices.ts';
import type { NetworkScorer } from './network/served.ts';
import type { Scorer } from './scorer.ts';
import type { Moment, PlaySequence } from './sequence.ts';
import type { PartId, Reason, Recommendation } from './types.ts';

/** More than the page shows at once, so that the list can be narrowed and a song marked "Not for me" is replaced. */
export const LIST_LENGTH = 120;

/** What to rank, and for when. */
export interface Occasion {
  songs: readonly Song[];
  sequence: PlaySequence;
  /** All plays so far, and the time of asking. */
  moment: Moment;
}

/** The list of a simple part; its reasons are the counts and times that it ranks by. */
export async function recommendBy(
  part: Scorer & { id: PartId },
  occasion: Occasion
): Promise<Recommendation[]> {
  const { songs, sequence, moment } = occasion;
  const scores = await part.score([moment]);
  maskUnheard(scores, sequence, moment.known);
  const explainer = new Explainer(songs, sequence, moment);
  return list(songs, topSongs(scores, LIST_LENGTH), (song) => ({
    reason: explainer.returning(song),
    ...scoredBy(part.id, scores[song] ?? 0)
  }));
}

/** The network's list; each reason is the recent play that the score depends on most. */
export async function recommendByNetwork(
  network: NetworkScorer,
  occasion: Occasion
): Promise<Recommendation[]> {
  const { songs, sequence, moment } = occasion;
  const scores = await network.score([moment], sequence);
  const ranked = scores.slice();
  maskUnheard(ranked, sequence, moment.known);
  const top = topSongs(ranked, LIST_LENGTH);
  const reasons = await new Explainer(songs, sequence, moment).because(top, scores, (position) => {
    const shorter = withoutPlay(sequence, position, moment.known);
    return network.score([{ known: shorter.song.length, at: moment.at }], shorter);
  });
  return list(songs, top, (song) => {
    const reason = reasons.get(song);
    return reason && { reason, ...scoredBy('sequence-network', scores[song] ?? 0) };
  });
}

/** The mixture's list, with what each part contributes; each reason is the recent play that it depends on most. */
export async function recommendByMixture(voices: MixedVoices, occasion: Occasion): Promise<Recommendation[]> {
  const { songs, sequence, moment } = occasion;
  const mixed = (await voices.ask(sequence, moment, LIST_LENGTH)).slice(0, LIST_LENGTH);
  const top = mixed.map(({ item }) => item);
  const lowest = mixed.at(-1)?.score ?? 0;
  const rowOf = (mixture: readonly { item: number; score: number }[]) => {
    const row = new Float32Array(sequence.songs).fill(lowest);
    for (const { item, score } of mixture) row[item] = score;
    return row;
  };
  const reasons = await new Explainer(songs, sequence, moment).because(
    top,
    rowOf(mixed),
    async (position) => {
      const shorter = withoutPlay(sequence, position, moment.known);
      return rowOf(await voices.ask(shorter, { known: shorter.song.length, at: moment.at }, LIST_LENGTH));
    }
  );
  const byItem = new Map(mixed.map((one) => [one.item, one]));
  return list(songs, top, (song) => {
    const reason = reasons.get(song);
    const one = byItem.get(song);
    return (
      reason &&
      one && {
        reason,
        score: one.score,
        contributions: voices.parts.map((part, place) => ({ part, value: one.contributions[place] ?? 0 }))
      }
    );
  });
}

function scoredBy(part: PartId, score: number): Pick<Recommendation, 'score' | 'contributions'> {
  return { score, contributions: [{ part, value: score }] };
}

/** The plays before `known` as if the one at `position` had not happened. */
function withoutPlay(sequence: PlaySequence, position: number, known: number): PlaySequence {
  const kept = Array.from({ length: known }, (_, play) => play).filter((play) => play !== position);
  return {
    ...sequence,
    song: Int32Array.from(kept, (play) => sequence.song[play] ?? 0),
    at: Float64Array.from(kept, (play) => sequence.at[play] ?? 0)
  };
}

function list(
  songs: readonly Song[],
  order: readonly number[],
  about: (song: number) => (Pick<Recommendation, 'score' | 'contributions'> & { reason: Reason }) | undefined
): Recommendation[] {
  return order.flatMap((number) => {
    const song = songs[number];
    const rest = about(number);
    return song && rest ? [{ song, ...rest }] : [];
  });
}
