export type { Choice } from './choice.ts';
export type { Fall } from './encoder.ts';
export { openLadder, type LadderOptions } from './ladder.ts';
export { measureRungs, type MeasureOptions, type RungFigures, type RungReports } from './measure.ts';
