export { Listen, type Listened } from './listen.ts';
export * from './queue.ts';
export { parseQueue } from './stored-queue.ts';
