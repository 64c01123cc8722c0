import { expose } from 'comlink';
import kernels from '../../../../src/lib/compute/ranking/assembly/index.wasm?url&no-inline';
import { openRanking } from '../../../../src/lib/compute/ranking/index.ts';
import { measureCatalogue } from './catalogue.ts';
import { measureEncoders } from './encode.ts';
import { measureSolve } from './solve.ts';

const opening = Promise.all([openRanking(fetch(kernels)), openRanking()]);

/** Ranking runs in a worker in the app, so here too. */
const jobs = {
  async catalogue(items: number, rounds: number) {
    const [wasm, cpu] = await opening;
    if (wasm.rung !== 'wasm') throw new Error('This browser has no WebAssembly SIMD.');
    return measureCatalogue(wasm, cpu, items, rounds);
  },
  async encode(rounds: number) {
    const [wasm] = await opening;
    return measureEncoders(wasm, rounds);
  },
  async solve(kind: 'tasteful' | 'uniform', rounds: number) {
    const [wasm, cpu] = await opening;
    return measureSolve(wasm, cpu, kind, rounds);
  }
};

export type RankingJobs = typeof jobs;

expose(jobs);
