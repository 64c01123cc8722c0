import {
  AUDIT_CONFIDENCE,
  askedOf,
  HONEST_ONE_IN,
  isChoice,
  type LabQuestion,
  type SamplerId
} from '$lib/lab/index.ts';
import type { ChartTable } from '../charts/index.ts';
import { formatCount } from '../format.ts';
import type { Audited } from './lab-work.svelte.ts';
import { formatEpsilon } from './words.ts';

const NAMES: Readonly<Record<SamplerId, string>> = {
  shipped: 'The one that ships',
  double: 'Twice the budget',
  retry: 'Tries again',
  honest: 'Now and then honest'
};

function about(id: SamplerId, choice: boolean): string {
  switch (id) {
    case 'shipped':
      return 'As every report here is drawn.';
    case 'double':
      return 'Draws with double the epsilon that it states.';
    case 'retry':
      return choice
        ? 'Draws a second time where the first report does not mark the truth.'
        : 'Draws a second time where the first report is on the other side of the middle.';
    case 'honest':
      return choice
        ? `One report in ${HONEST_ONE_IN} has no chance in it: the truth and the answers after it.`
        : `One report in ${HONEST_ONE_IN} has no chance in it: the number nearest to the truth.`;
  }
}

export function auditTable({ metric }: LabQuestion, audited: readonly Audited[]): ChartTable {
  const choice = isChoice(askedOf(metric));
  return {
    columns: ['Sampler', 'What it does', 'States', 'Is at least', 'So'],
    rows: audited.map(({ id, stated, bound }) => [
      NAMES[id],
      about(id, choice),
      `ε ${stated}`,
      `ε ${formatEpsilon(bound)}`,
      bound > stated ? 'it breaks its promise' : 'nothing speaks against it'
    ])
  };
}

/** "wrong once in 1,000 audits at most" */
export const AUDIT_RISK = `wrong once in ${formatCount(1 / (1 - AUDIT_CONFIDENCE))} audits at most`;
