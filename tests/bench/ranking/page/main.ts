import { wrap } from 'comlink';
import type { RankingJobs } from './ranking.worker.ts';

const worker = new Worker(new URL('./ranking.worker.ts', import.meta.url), { type: 'module' });
const broken = new Promise<never>((_, reject) => {
  worker.addEventListener('error', ({ message }) => {
    reject(new Error(message));
  });
});
const jobs = wrap<RankingJobs>(worker);

const bench = {
  /** Lets the worker do one of its jobs; a worker that breaks answers nothing more. */
  catalogue: (...args: Parameters<RankingJobs['catalogue']>) =>
    Promise.race([broken, jobs.catalogue(...args)]),
  encode: (...args: Parameters<RankingJobs['encode']>) => Promise.race([broken, jobs.encode(...args)]),
  solve: (...args: Parameters<RankingJobs['solve']>) => Promise.race([broken, jobs.solve(...args)])
};

/** What Node calls in this page. */
export type RankingPage = typeof bench;

Object.assign(window, { bench });
