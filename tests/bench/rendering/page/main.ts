import { wrap } from 'comlink';
import { drawSheet } from './sheet.ts';
import type { RenderingJobs } from './rendering.worker.ts';

const worker = new Worker(new URL('./rendering.worker.ts', import.meta.url), { type: 'module' });
const jobs = wrap<RenderingJobs>(worker);

const bench = {
  play: (id: string, seconds: number) => jobs.play(id, seconds),
  sheet: drawSheet
};

/** What Node calls in this page. */
export type RenderingPage = typeof bench;

Object.assign(window, { bench });
