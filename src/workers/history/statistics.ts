import {
  type Calendar,
  calendarOf,
  computeStatistics,
  type Listening,
  type Statistics,
  type StatisticsQuery
} from '../../lib/history/index.ts';
import type { KeptView } from './kept-view.ts';

/** What the charts ask for. */
export function statisticsApi(view: KeptView) {
  let kept: { listening: Listening; zone: string; calendar: Calendar } | undefined;
  return {
    /** @throws RangeError for an unknown zone; StorageError where the browser does not let it read. */
    async statistics(query: StatisticsQuery): Promise<Statistics> {
      const { listening } = await view.get();
      if (kept?.listening !== listening || kept.zone !== query.zone)
        kept = { listening, zone: query.zone, calendar: calendarOf(listening, query.zone) };
      return computeStatistics(listening, kept.calendar, query);
    }
  };
}
