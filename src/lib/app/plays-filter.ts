import { type PlaysFilter, type Source, SOURCES } from '$lib/history/index.ts';
import { localMidnight } from './local-midnight.ts';

/** What the person looks for, as the page's controls and its address have it. */
export interface PlaysQuery {
  text: string;
  show: 'all' | 'played' | 'skipped';
  source: Source | 'any';
  /** Of date inputs: `2024-05-03`, or empty. */
  firstDay: string;
  lastDay: string;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** @param parameters of an address, so anything. */
export function parsePlaysQuery(parameters: URLSearchParams): PlaysQuery {
  const show = parameters.get('show');
  const date = (name: string) => {
    const value = parameters.get(name) ?? '';
    return DATE.test(value) ? value : '';
  };
  return {
    text: parameters.get('q') ?? '',
    show: show === 'played' || show === 'skipped' ? show : 'all',
    source: SOURCES.find((source) => source === parameters.get('source')) ?? 'any',
    firstDay: date('from'),
    lastDay: date('to')
  };
}

/** The part of an address after `?`; empty where nothing is asked for. */
export function writePlaysQuery({ text, show, source, firstDay, lastDay }: PlaysQuery): string {
  const parameters = new URLSearchParams({
    ...(text.trim() !== '' && { q: text }),
    ...(show !== 'all' && { show }),
    ...(source !== 'any' && { source }),
    ...(firstDay !== '' && { from: firstDay }),
    ...(lastDay !== '' && { to: lastDay })
  });
  return parameters.toString();
}

/** Days are whole, by the clock of this device. */
export function filterOf({ text, show, source, firstDay, lastDay }: PlaysQuery): PlaysFilter {
  return {
    text,
    ...(show !== 'all' && { completed: show }),
    ...(source !== 'any' && { source }),
    ...(firstDay !== '' && { from: localMidnight(firstDay, 0) }),
    ...(lastDay !== '' && { to: localMidnight(lastDay, 1) })
  };
}
