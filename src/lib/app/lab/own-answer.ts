import { HUNDREDTHS, isChoice, type Asked } from '$lib/lab/index.ts';
import { secureRng } from '../../privacy/index.ts';
import { lastFullWeek, trueAnswer } from '../../telemetry/index.ts';
import type { HistoryThread } from '../history-thread.ts';
import { loadWeek } from '../telemetry/week.ts';

/**
 * Your own answer about the last full week, by the rules that hold for real reports: the sample listener is invented,
 * and so has no music. Of a mean in hundredths of its scale.
 * @param now ms since epoch
 * @throws StorageError
 */
export async function ownAnswer(asked: Asked, thread: HistoryThread, now: number): Promise<number> {
  const truth = trueAnswer(asked.id, await loadWeek(lastFullWeek(now), thread), secureRng());
  if (isChoice(asked)) return truth;
  const { low, high } = asked.domain;
  return Math.round((HUNDREDTHS * (truth - low)) / (high - low));
}
