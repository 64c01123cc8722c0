import type { Feedback } from '$lib/history/index.ts';
import { NOT_NOW } from '$lib/recommender/index.ts';
import { formatDay } from '../dates.ts';
import { describeDay } from '../reasons.ts';

/** Keys of songs are made of artist and title, folded, with this in between. */
const BETWEEN = '\u001f';

/**
 * A verdict in words: of what, and what it says.
 * @param names of songs and artists by their keys; a key without a name is shown as it is
 * @param now ms since epoch
 */
export function describeFeedback(
  { kind, subject, givenAt }: Feedback,
  names: ReadonlyMap<string, string>,
  now: number
): { name: string; what: string } {
  const name = names.get(subject) ?? subject.split(BETWEEN).reverse().join(', ');
  const when = describeDay(givenAt, now);
  switch (kind) {
    case 'like':
      return { name, what: `Liked ${when}` };
    case 'not-for-me':
      return { name, what: `Not for you, said ${when}` };
    case 'not-now':
      return { name, what: `Hidden until ${formatDay(givenAt + NOT_NOW)}` };
    case 'less-of-artist':
      return { name, what: `Less of this artist, said ${when}` };
  }
}
