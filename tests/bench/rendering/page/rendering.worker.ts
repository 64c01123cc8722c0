import { expose } from 'comlink';
import { findPiece } from '../../../../src/lib/catalogue/index.ts';
import { play } from '../play.ts';

/** Pieces are rendered in a worker in the app, so here too. */
const jobs = {
  play(id: string, seconds: number) {
    const piece = findPiece(id);
    if (!piece) throw new Error(`There is no piece "${id}".`);
    return play(piece, seconds);
  }
};

export type RenderingJobs = typeof jobs;

expose(jobs);
