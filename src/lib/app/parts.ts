import type { Outcome, PartId } from '$lib/recommender/index.ts';
import { countOf } from './format.ts';

export const partNames: Readonly<Record<PartId, string>> = {
  'most-recent': 'Most recent',
  'most-frequent': 'Most frequent',
  'base-level': 'Base-level activation (ACT-R)',
  'sequence-network': 'Sequence network'
};

/** How a part decides, for people who have not read the papers. */
export const partMeanings: Readonly<Record<PartId, string>> = {
  'most-recent': 'What you played last comes first.',
  'most-frequent': 'What you played most often comes first.',
  'base-level': 'Often and lately together, fading the way memory does.',
  'sequence-network': 'A small network that learnt the order in which you play things.'
};

const notes: Readonly<Record<NonNullable<Outcome['note']>, string>> = {
  too_few_plays: 'There are too few plays to put it to the test yet.',
  training_cancelled: 'Training was cancelled, so the network took no part.',
  training_failed: 'Training did not succeed on this device, so the network took no part.'
};

/** Says what ranks the list, and why that part. */
export function describeServing({ serving, settled, note, evaluation }: Outcome): {
  part: string;
  why: string;
} {
  const part = partNames[serving];
  if (!settled) return { part, why: 'First picks from simple counts; your model is still training.' };
  if (note) return { part, why: notes[note] };
  const tested = evaluation && `It did best on your last ${countOf(evaluation.heldOut, 'play')}.`;
  return { part, why: tested ?? 'There was nothing to test it on yet.' };
}
