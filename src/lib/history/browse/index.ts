export { PlaysBrowser, type PlayRow } from './browser.ts';
export type { PlaysFilter } from './filter.ts';
export { foldForSearch } from './fold.ts';
