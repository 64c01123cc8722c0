import { drawPieces, type DrawWishes } from './draw.ts';
import { lineOf, type Queue, recommend } from './queue.ts';

/** Pieces that stand behind the listener's own. */
const AHEAD = 8;
/** Pieces that do not come again so soon, at most: of few, half of them. */
const JUST_PLAYED = 60;

/** What there is to fill a queue up with. */
export interface Offer extends Pick<DrawWishes, 'groups' | 'recommended' | 'seed'> {
  /** Pieces that are to be heard no more, or not now. */
  hidden: ReadonlySet<string>;
  /** Whether what was added before is to go. */
  afresh: boolean;
}

/** The piece after which the recommender goes on: the last that the listener asked for. */
export function lastOwn({ upcoming, current }: Queue): string | undefined {
  const own = upcoming.slice(0, lineOf({ upcoming }));
  return (own.at(-1) ?? current)?.piece;
}

/** The queue, filled up behind the listener's own. What was added before stays where it is still on offer. */
export function refill(queue: Queue, { groups, recommended, hidden, afresh, seed }: Offer): Queue {
  const { played, current, upcoming } = queue;
  const line = lineOf(queue);
  const all = new Set(groups.flatMap(({ pieces }) => pieces));
  const former = upcoming.slice(line).map(({ piece }) => piece);
  const stays = afresh ? [] : former.filter((piece) => all.has(piece) && !hidden.has(piece));
  const resting = Math.min(JUST_PLAYED, Math.floor((all.size - 1) / 2));
  const lately = played.slice(Math.max(0, played.length - resting));
  const standing = [...lately, ...(current ? [current] : []), ...upcoming.slice(0, line)];
  const drawn = drawPieces({
    groups,
    recommended,
    without: new Set([...hidden, ...standing.map(({ piece }) => piece), ...stays]),
    after: stays.at(-1) ?? lastOwn(queue),
    seed,
    count: Math.max(0, AHEAD - stays.length)
  });
  const pieces = [...stays, ...drawn];
  return pieces.join() === former.join() ? queue : recommend(queue, pieces);
}
