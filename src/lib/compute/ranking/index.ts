export type { Catalogue, CatalogueFormat, Ranked } from './catalogue.ts';
export { estimateInverseDiagonal, type DiagonalEstimate } from './inverse-diagonal.ts';
export { openRanking, type Ranking } from './ranking.ts';
export { topOf } from './top.ts';
export { exactInverseDiagonal, shiftedGram } from './dense-inverse.ts';
export { easeScores } from './ease.ts';
export type { Plays } from './gram-rows.ts';
export type { ItemGram, Solution, SolveOptions } from './item-gram.ts';
export { fadingWindow, slidingWindow, type PlayWindow } from './window.ts';
