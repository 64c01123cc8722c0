import type { Play } from '../../lib/history/index.ts';
import type { KeptView } from './kept-view.ts';

/** What telemetry asks for. */
export function weekApi(view: KeptView) {
  return {
    /**
     * What began from one moment to before another, ms since epoch. What is kept out of taste is kept out of this too.
     * @throws StorageError where the browser does not let it read.
     */
    async playsBetween(from: number, to: number): Promise<Play[]> {
      const { listening, excluded, play } = await view.get();
      const plays: Play[] = [];
      for (const [row, startedAt] of listening.startedAt.entries())
        if (startedAt >= from && startedAt < to && excluded[row] !== 1) plays.push(play(row));
      return plays;
    }
  };
}
