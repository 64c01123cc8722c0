import type { Settings } from '../overflow.ts';

/**
 * Whether a question is switched on here, so that the app need not load telemetry to find out. Not named like a setting,
 * because no backup may bring it or take it away.
 */
const FLAG = 'telemetry-on';

export function reportsHere(flags: Settings): boolean {
  return flags.getItem(FLAG) !== null;
}

export function markReporting(flags: Settings, on: boolean): void {
  if (on) flags.setItem(FLAG, '');
  else flags.removeItem(FLAG);
}
