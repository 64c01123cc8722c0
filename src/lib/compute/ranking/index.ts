export type { Catalogue, CatalogueFormat, Ranked } from './catalogue.ts';
export { openRanking, type Ranking } from './ranking.ts';
export { topOf } from './top.ts';
