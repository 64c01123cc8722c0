import type { Outcome, PartId } from '$lib/recommender/index.ts';
import { countOf } from './format.ts';

export const partNames: Readonly<Record<PartId, string>> = {
  'most-recent': 'Most recent',
  'most-frequent': 'Most frequent',
  'base-level': 'Base-level activation (ACT-R)',
  popularity: 'Popularity',
  transitions: 'Transitions (Markov)',
  'item-knn': 'Item neighbours (kNN)',
  'item-item': 'Item-item model (EASE)',
  'next-song': 'Next-song regression',
  habit: 'Habits',
  'sequence-network': 'Sequence network',
  mixture: 'Mixture',
  content: 'Content'
};

/** How a part decides, for people who have not read the papers. */
export const partMeanings: Readonly<Record<PartId, string>> = {
  'most-recent': 'What you played last comes first.',
  'most-frequent': 'What you played most often comes first.',
  'base-level': 'Often and lately together, fading the way memory does.',
  popularity: 'What was played most in these weeks comes first.',
  transitions: 'What came directly after the song that is on.',
  'item-knn': 'What was most heard together with your last songs.',
  'item-item': 'What your last songs have in common, without counting the same tie twice.',
  'next-song': 'What your last songs together led to.',
  habit: 'Stretches that you repeat, and favourites whose turn it is again.',
  'sequence-network': 'A small network that learnt the order in which you play things.',
  mixture: 'All of them that help, weighed for each moment by what you played.',
  content: 'Music that you have not heard, by what it is like.'
};

const notes: Readonly<Record<NonNullable<Outcome['note']>, string>> = {
  too_few_plays: 'There are too few plays to put it to the test yet.',
  training_cancelled: 'Training was cancelled, so the network took no part.',
  training_failed: 'Training did not succeed on this device, so the network took no part.'
};

const FIRST_PICKS = 'First picks from simple counts; your model is still training.';
const FORMER = 'Your model as it was learnt before, on the plays as they are now; a new one is training.';
/** What fills in where no model was learnt yet. */
const countsOnly: ReadonlySet<PartId> = new Set(['most-recent', 'most-frequent', 'base-level', 'habit']);

/** Says what ranks the list, and why that part. */
export function describeServing({ serving, settled, note, evaluation }: Outcome): {
  part: string;
  why: string;
} {
  const part = partNames[serving];
  if (!settled) return { part, why: countsOnly.has(serving) ? FIRST_PICKS : FORMER };
  if (note) return { part, why: notes[note] };
  const tested = evaluation && `It did best on your last ${countOf(evaluation.heldOut, 'play')}.`;
  return { part, why: tested ?? 'There was nothing to test it on yet.' };
}
