/** What works on every event: loaded when it is first asked for, since pages paint without it. */
export { earshotLines } from '../export/earshot.ts';
export { changeHistory } from './change.ts';
export { readAll } from './contents.ts';
export { toPlay, toRows, visibleRows } from './plays.ts';
export { reachOf } from './reach.ts';
export { forget, takeBack, takeSampleOut } from './removal.ts';
export { mergeStaged } from './merge-staged.ts';
export { PLAYED_HERE } from './origins.ts';
export { toListening } from './songs.ts';
export { Staging } from './staging.ts';
export { readWithTaste } from './read-with-taste.ts';
