import { type Account, accountOf, type Books, forecast, lastFullWeek } from '../../telemetry/index.ts';
import { formatCount } from '../format.ts';
import { formatEpsilon } from '../lab/words.ts';

/** A line of the table of totals. */
export interface TotalsRow {
  name: string;
  cells: readonly string[];
}

/** What is and will be spent. @param now ms since epoch */
export function totalsTable(
  books: Books,
  now: number
): { columns: readonly string[]; rows: readonly TotalsRow[] } {
  const period = lastFullWeek(now);
  const spent = books.ledger.map(({ epsilon }) => epsilon);
  const coming = forecast(books, period).map(({ epsilon }) => epsilon);
  return {
    columns: ['Reports', 'Added up', 'zCDP', 'PLD'],
    rows: [
      { name: 'So far', cells: cellsOf(accountOf(spent)) },
      { name: 'The next 12 months', cells: cellsOf(accountOf(coming)) },
      { name: 'Both', cells: cellsOf(accountOf([...spent, ...coming])) }
    ]
  };
}

function cellsOf({ reports, basic, concentrated, sharp }: Account): string[] {
  return [formatCount(reports), ...[basic, concentrated, sharp].map(formatEpsilon)];
}
