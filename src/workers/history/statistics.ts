import {
  type Calendar,
  calendarOf,
  computeStatistics,
  type Listening,
  type Statistics,
  type StatisticsQuery
} from '../../lib/history/index.ts';
import { deviceZone } from './device-zone.ts';
import type { KeptView } from './kept-view.ts';

/** Without a zone, the one in which the device is. */
type Query = Omit<StatisticsQuery, 'zone'> & Partial<Pick<StatisticsQuery, 'zone'>>;

/** What the charts ask for. */
export function statisticsApi(view: KeptView) {
  let kept: { listening: Listening; zone: string; calendar: Calendar } | undefined;
  return {
    /** @throws RangeError for an unknown zone; StorageError where the browser does not let it read. */
    async statistics({ zone = deviceZone(), ...query }: Query): Promise<Statistics> {
      const { listening } = await view.get();
      if (kept?.listening !== listening || kept.zone !== zone)
        kept = { listening, zone, calendar: calendarOf(listening, zone) };
      return computeStatistics(listening, kept.calendar, { ...query, zone });
    }
  };
}
