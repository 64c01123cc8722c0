import { Worker } from 'node:worker_threads';
import type { CaseFailure, FuzzJob } from './fuzz.worker.ts';

/** No case takes longer than this, ms. They are done in a few, but the machine may be busy with others. */
const WATCHDOG = 10_000;
/** Node 20 gives the loader for TypeScript to its first thread only; the others ask for it themselves. */
const LOAD = `
  const { module } = require('node:worker_threads').workerData;
  import('tsx/esm/api').then(({ tsImport }) => tsImport(module, module));
`;
/** A format that fails this often is not tried further. */
const MOST_FAILURES = 20;

/**
 * Runs `runs` cases of one format in a thread that is ended when one of them hangs, and then goes on after it.
 * @returns what went wrong, in the order of the cases
 */
export async function fuzzFormat(
  format: string,
  seed: number,
  runs: number,
  first = 0
): Promise<CaseFailure[]> {
  const failures: CaseFailure[] = [];
  let from = first;
  while (from < first + runs && failures.length < MOST_FAILURES) {
    const broken = await runUntilBroken({ format, seed, from, to: first + runs }, failures);
    if (broken === undefined) break;
    failures.push(broken);
    from = broken.index + 1;
  }
  return failures;
}

/** Resolves with the case that hung or took its thread with it, if there was one. */
function runUntilBroken(
  job: Omit<FuzzJob, 'current' | 'module'>,
  failures: CaseFailure[]
): Promise<CaseFailure | undefined> {
  const current = new Int32Array(new SharedArrayBuffer(4)).fill(-1);
  const worker = new Worker(LOAD, {
    eval: true,
    workerData: {
      ...job,
      current,
      module: new URL('./fuzz.worker.ts', import.meta.url).href
    } satisfies FuzzJob,
    resourceLimits: { maxOldGenerationSizeMb: 512 }
  });
  worker.on('message', (failure: CaseFailure) => failures.push(failure));
  return new Promise((resolve) => {
    let seen = -1;
    const watchdog = setInterval(() => {
      const index = Atomics.load(current, 0);
      // Until the first case the thread is loading.
      if (index >= 0 && index === seen) end({ index, what: `Not done after ${WATCHDOG / 1000} s.` });
      seen = index;
    }, WATCHDOG);
    const end = (broken?: CaseFailure) => {
      clearInterval(watchdog);
      worker.removeAllListeners('exit');
      void worker.terminate().then(() => {
        resolve(broken);
      });
    };
    worker.on('error', (error) => {
      end({ index: Math.max(Atomics.load(current, 0), job.from), what: `The thread broke: ${error}` });
    });
    worker.on('exit', () => {
      end();
    });
  });
}
