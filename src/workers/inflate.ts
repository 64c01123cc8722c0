import type { Inflate } from '../lib/history/index.ts';
import type { InflateRequest } from './inflate.worker.ts';

/**
 * Inflates in a worker that starts with the first stream and lives as long as this one. Browsers that cannot hand
 * streams to workers (Safari) inflate here.
 */
export function inflateElsewhere(): Inflate {
  let worker: Worker | undefined;
  return async (deflated) => {
    worker ??= new Worker(new URL('./inflate.worker.ts', import.meta.url), {
      type: 'module',
      name: 'inflate'
    });
    const { port1, port2 } = new MessageChannel();
    const started = worker;
    const answer = new Promise<ReadableStream<Uint8Array<ArrayBuffer>>>((resolve, reject) => {
      started.addEventListener('error', () => {
        reject(new Error('The worker that inflates did not start.'));
      });
      port1.onmessage = ({ data }: MessageEvent<ReadableStream<Uint8Array<ArrayBuffer>>>) => {
        resolve(data);
      };
    });
    try {
      worker.postMessage({ deflated } satisfies InflateRequest, [deflated, port2]);
    } catch {
      return deflated.pipeThrough(new DecompressionStream('deflate-raw'));
    }
    return await answer;
  };
}
