export type { Catalogue, CatalogueFormat, Ranked } from './catalogue.ts';
export { openRanking, type Ranking } from './ranking.ts';
export { topOf } from './top.ts';
export type { Plays } from './gram-rows.ts';
export type { ItemGram, Solution, SolveOptions } from './item-gram.ts';
export { fadingWindow, slidingWindow, type PlayWindow } from './window.ts';
