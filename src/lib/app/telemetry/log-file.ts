import type { Delivery } from '../../telemetry/index.ts';
import { describeReceipt, toHex, toText } from './words.ts';

/** The log as a file: every byte that left, when, and what came back. */
export function logFile(deliveries: readonly Delivery[]): Blob {
  const lines = deliveries.map(({ metric, period, attempt, at, bytes, answer }) => ({
    at: new Date(at).toISOString(),
    metric,
    period,
    attempt,
    text: toText(bytes),
    hex: toHex(bytes),
    answer: describeReceipt(answer)
  }));
  return new Blob([JSON.stringify(lines, null, 2)], { type: 'application/json' });
}
