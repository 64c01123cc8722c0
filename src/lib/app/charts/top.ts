import type { Measure, Statistics, TopKind } from '$lib/history/index.ts';
import { cellsOf, describeHeard, valueOf } from './measure.ts';
import type { TopChart } from './shapes.ts';

const SHOWN = 10;
const TITLES: Readonly<Record<TopKind, string>> = { artists: 'Artists', songs: 'Songs', albums: 'Albums' };

export function topChart({ top }: Statistics, kind: TopKind, measure: Measure): TopChart {
  const entries = top[kind];
  const most = entries[0] ? valueOf(entries[0], measure) : 0;
  const first = entries[0];
  return {
    title: TITLES[kind],
    summary: first ? `${first.name} first, with ${describeHeard(first, measure)}` : 'nothing yet',
    rows: entries.slice(0, SHOWN).map((entry) => ({
      key: entry.key,
      name: entry.name,
      by: entry.by,
      value: describeHeard(entry, measure),
      share: most > 0 ? valueOf(entry, measure) / most : 0
    })),
    table: {
      columns: [`${TITLES[kind]}, first ${entries.length}`, 'Plays', 'Time'],
      rows: entries.map((entry, n) => [
        `${n + 1}. ${entry.name}${entry.by === undefined ? '' : ` – ${entry.by}`}`,
        ...cellsOf(entry)
      ])
    }
  };
}
