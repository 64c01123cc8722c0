import type { Inflate } from '../lib/history/index.ts';
import type { InflateAnswer, InflateRequest } from './inflate.worker.ts';

/** Inflates in a worker that starts with the first member of a zip and lives as long as this one. */
export function inflateElsewhere(): Inflate {
  let worker: Worker | undefined;
  return async function* (deflated) {
    worker ??= new Worker(new URL('./inflate.worker.ts', import.meta.url), {
      type: 'module',
      name: 'inflate'
    });
    const { port1: port, port2 } = new MessageChannel();
    const answers: InflateAnswer[] = [];
    let wake = (): void => undefined;
    let broken = false;
    port.onmessage = ({ data }: MessageEvent<InflateAnswer>) => {
      answers.push(data);
      wake();
    };
    worker.addEventListener('error', () => {
      broken = true;
      wake();
    });
    worker.postMessage({ deflated } satisfies InflateRequest, [port2]);
    try {
      for (;;) {
        const answer = answers.shift();
        if (answer === 'end') return;
        if (answer === 'damaged' || broken) throw new Error('The rest cannot be inflated.');
        if (answer) {
          yield answer;
          port.postMessage(null);
        } else {
          await new Promise<void>((resolve) => (wake = resolve));
        }
      }
    } finally {
      // The other side then waits for ever for word of its pieces, which costs nothing but those.
      port.close();
    }
  };
}
