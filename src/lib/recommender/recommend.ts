import type { Song } from '../history/index.ts';
import { maskUnheard } from './evaluate.ts';
import { Explainer, topSongs } from './explain.ts';
import type { SequenceNetwork } from './network/network.ts';
import type { Scorer } from './scorer.ts';
import type { Moment, PlaySequence } from './sequence.ts';
import type { Recommendation } from './types.ts';

/** More than the page shows at once, so that a song marked "Not for me" is replaced. */
const LIST_LENGTH = 60;

/** What to rank, and for when. */
export interface Occasion {
  songs: readonly Song[];
  sequence: PlaySequence;
  /** All plays so far, and the time of asking. */
  moment: Moment;
}

/** The list of a simple part; its reasons are the counts and times that it ranks by. */
export async function recommendBy(part: Scorer, occasion: Occasion): Promise<Recommendation[]> {
  const { songs, sequence, moment } = occasion;
  const scores = await part.score([moment]);
  maskUnheard(scores, sequence, moment.known);
  const explainer = new Explainer(songs, sequence, moment);
  return list(songs, topSongs(scores, LIST_LENGTH), (song) => explainer.returning(song));
}

/** The network's list; each reason is the recent play that the score depends on most. */
export async function recommendByNetwork(
  network: SequenceNetwork,
  occasion: Occasion
): Promise<Recommendation[]> {
  const { songs, sequence, moment } = occasion;
  const scores = await network.score([moment]);
  const ranked = scores.slice();
  maskUnheard(ranked, sequence, moment.known);
  const top = topSongs(ranked, LIST_LENGTH);
  const reasons = await new Explainer(songs, sequence, moment).because(top, scores, (position) => {
    const shorter = withoutPlay(sequence, position, moment.known, network.config.context);
    return network.score([{ known: shorter.song.length, at: moment.at }], shorter);
  });
  return list(songs, top, (song) => reasons.get(song));
}

/** The last `context` plays before `known` as if the one at `position` had not happened. */
function withoutPlay(sequence: PlaySequence, position: number, known: number, context: number): PlaySequence {
  const first = Math.max(0, known - context - 1);
  const kept = Array.from({ length: known - first }, (_, i) => first + i).filter((play) => play !== position);
  return {
    ...sequence,
    song: Int32Array.from(kept, (play) => sequence.song[play] ?? 0),
    at: Float64Array.from(kept, (play) => sequence.at[play] ?? 0)
  };
}

function list(
  songs: readonly Song[],
  order: readonly number[],
  reasonOf: (song: number) => Recommendation['reason'] | undefined
): Recommendation[] {
  return order.flatMap((number) => {
    const song = songs[number];
    const reason = reasonOf(number);
    return song && reason ? [{ song, reason }] : [];
  });
}
