import { type FamilyPast, type Pasts, type Track, weightOf } from '$lib/player/index.ts';
import { FAMILIES } from '$lib/catalogue/index.ts';
import { countOf } from '../format.ts';

/** A family that is drawn less than this often, compared with an unknown one, is named. */
const SELDOM = 0.6;

/** Why a piece was drawn, in one line. */
export function describePick({ artist }: Track, past: FamilyPast): string {
  const { played, skipped, liked } = past;
  if (liked > 0) return `You liked ${countOf(liked, 'piece')} of ${artist}`;
  if (weightOf(past) < SELDOM)
    return `Now and then: you skipped ${skipped} of ${played + skipped} of ${artist}`;
  if (skipped > 0) return `You played ${played} and skipped ${skipped} of ${artist}`;
  if (played > 0) return `You played ${countOf(played, 'piece')} of ${artist} and skipped none`;
  return `New to you: nothing of ${artist} is in your history yet`;
}

/** What comes less often, and why; undefined where nothing does. */
export function describeSeldom(pasts: Pasts): string | undefined {
  const seldom = [...pasts].filter(([, past]) => weightOf(past) < SELDOM);
  if (seldom.length === 0) return undefined;
  const each = seldom.map(([family, { played, skipped, less }]) => {
    const why = less ? 'you asked for less' : `skipped ${skipped} of ${played + skipped}`;
    return `${FAMILIES[family].name} (${why})`;
  });
  return `Less often: ${each.join(', ')}`;
}
