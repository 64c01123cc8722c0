import { readFileSync } from 'node:fs';
import { openRanking, type Ranking } from '../../../../src/lib/compute/index.ts';

/** Both routes of ranking: what holds for one holds for the other. */
export const wasm: Ranking = await openRanking(readFileSync('src/lib/compute/ranking/assembly/index.wasm'));
export const plain: Ranking = await openRanking();
