import type { Settings } from '../overflow.ts';

/** A setting, see `../settings.ts`: how many files there are, so that the app need not load anything to find out. */
export const FILES_KEY = 'earshot-files';

export function hasFiles(flags: Settings): boolean {
  return flags.getItem(FILES_KEY) !== null;
}

/** Written anew whenever the list changes; other tabs hear of it. */
export function noteFiles(flags: Settings, count: number): void {
  if (count > 0) flags.setItem(FILES_KEY, String(count));
  else flags.removeItem(FILES_KEY);
}
