import { AUDIT_CONFIDENCE, HONEST_ONE_IN, type SamplerId } from '$lib/lab/index.ts';
import type { ChartTable } from '../charts/index.ts';
import type { Audited } from './lab-work.svelte.ts';
import { formatEpsilon } from './words.ts';

export const SAMPLER_WORDS: Readonly<Record<SamplerId, { name: string; about: string }>> = {
  shipped: { name: 'The one that ships', about: 'As every report here is drawn.' },
  double: { name: 'Twice the budget', about: 'Draws with double the epsilon that it states.' },
  retry: {
    name: 'Tries again',
    about: 'Draws a second time where the first report does not mark the truth.'
  },
  honest: {
    name: 'Now and then honest',
    about: `One report in ${HONEST_ONE_IN} has no chance in it: the truth and the answers after it.`
  }
};

export function auditTable(audited: readonly Audited[]): ChartTable {
  return {
    columns: ['Sampler', 'What it does', 'States', 'Is at least', 'So'],
    rows: audited.map(({ id, stated, bound }) => [
      SAMPLER_WORDS[id].name,
      SAMPLER_WORDS[id].about,
      `ε ${stated}`,
      `ε ${formatEpsilon(bound)}`,
      bound > stated ? 'it breaks its promise' : 'nothing speaks against it'
    ])
  };
}

/** "wrong once in 1,000 audits at most" */
export const AUDIT_RISK = `wrong once in ${Math.round(1 / (1 - AUDIT_CONFIDENCE)).toLocaleString('en-GB')} audits at most`;
