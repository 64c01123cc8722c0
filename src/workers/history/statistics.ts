import { computeStatistics, type Statistics, type StatisticsQuery } from '../../lib/history/index.ts';
import type { KeptView } from './kept-view.ts';

/** What the charts ask for. */
export function statisticsApi(view: KeptView) {
  return {
    async statistics(query: StatisticsQuery): Promise<Statistics> {
      const { listening } = await view.get();
      return computeStatistics(listening, query);
    }
  };
}
