import type { Remote } from 'comlink';
import { expect, test } from 'vitest';
import type { Thread } from '../../../src/lib/app/threads.ts';
import { WorkerRun } from '../../../src/lib/app/worker-run.svelte.ts';

interface Api {
  ask: (question: string) => Promise<string>;
}

/** Workers that a test lets come up, and answers for: each call waits until then. */
function workers() {
  const started: { asked: string[]; answer: (answer: string) => void; breaks: () => void; ended: number }[] =
    [];
  const waiting: (() => void)[] = [];
  async function start(): Promise<Thread<Api>> {
    await new Promise<void>((resolve) => waiting.push(resolve));
    const asked: string[] = [];
    const worker: (typeof started)[number] = { asked, answer: () => {}, breaks: () => {}, ended: 0 };
    const answered = new Promise<string>((resolve) => (worker.answer = resolve));
    const broken = new Promise<never>((_, reject) => {
      worker.breaks = () => {
        reject(new Error('It broke.'));
      };
    });
    const ask = (question: string) => {
      asked.push(question);
      return answered;
    };
    started.push(worker);
    return {
      remote: { ask } as unknown as Remote<Api>,
      callback: (listener) => listener,
      broken,
      end: () => {
        worker.ended++;
      }
    };
  }
  /** Lets those come up that were asked for. */
  const up = async () => {
    for (const resolve of waiting.splice(0)) resolve();
    await settled();
  };
  return { started, start, up };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

class Asking extends WorkerRun<Api> {
  answers: string[] = [];

  async start(question: string): Promise<void> {
    await this.run(async ({ remote }, signal) => {
      const answer = await remote.ask(question);
      signal.throwIfAborted();
      this.answers.push(answer);
    });
  }
}

function asking() {
  const all = workers();
  return { ...all, state: new Asking(all.start) };
}

test('a run ends its worker when it is done', async () => {
  const { state, started, up } = asking();
  const run = state.start('how');
  expect(state.running).toBe(true);
  await up();
  started[0]?.answer('so');
  await run;
  expect(state).toMatchObject({ running: false, problem: undefined, answers: ['so'] });
  expect(started).toMatchObject([{ asked: ['how'], ended: 1 }]);
});

test('what a cancelled run finds does not count, nor what it fails at', async () => {
  const { state, started, up } = asking();
  const first = state.start('first');
  await up();
  state.cancel();
  expect(state.running).toBe(false);
  const second = state.start('second');
  started[0]?.answer('late');
  await first;
  expect(state).toMatchObject({ running: true, problem: undefined, answers: [] });
  await up();
  started[1]?.answer('in time');
  await second;
  expect(state).toMatchObject({ running: false, problem: undefined, answers: ['in time'] });
  expect(started).toMatchObject([{ ended: 1 }, { ended: 1 }]);
});

test('a worker that comes up after its run was cancelled is ended and asked nothing', async () => {
  const { state, started, up } = asking();
  const run = state.start('how');
  state.cancel();
  await up();
  await run;
  expect(started).toMatchObject([{ asked: [], ended: 1 }]);
});

test('a new run takes the place of the one before', async () => {
  const { state, started, up } = asking();
  void state.start('first');
  await up();
  const second = state.start('second');
  expect(started).toMatchObject([{ ended: 1 }]);
  await up();
  started[1]?.answer('so');
  await second;
  expect(state.answers).toEqual(['so']);
});

test('a worker that breaks is a problem, until the next run', async () => {
  const { state, started, up } = asking();
  const run = state.start('how');
  await up();
  started[0]?.breaks();
  await run;
  expect(state).toMatchObject({ running: false, problem: expect.stringContaining('It broke.') as string });
  expect(started[0]?.ended).toBe(1);
  void state.start('again');
  expect(state).toMatchObject({ running: true, problem: undefined });
});
