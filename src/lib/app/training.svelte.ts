import type { TrainingWorker } from '../../workers/training.worker.ts';
import { History } from '../history/index.ts';
import { ModelStore, onModelChanged, type Outcome, type TrainingProgress } from '../recommender/index.ts';
import { startTrainingThread, type Thread } from './threads.ts';

export type TrainingStatus = 'idle' | 'running' | 'settled' | 'cancelled' | 'failed';

/** The model as the pages see it: what serves, and the worker that is making it. */
export class TrainingState {
  /** `idle` = nothing to train on. */
  status: TrainingStatus = $state('idle');
  progress: TrainingProgress | undefined = $state.raw();
  outcome: Outcome | undefined = $state.raw();
  /** What went wrong, in plain words, when the status is `failed`. */
  problem: string | undefined = $state();
  /** True when another tab of Earshot does the training. */
  elsewhere = $state(false);
  /** False until the stored outcome has been looked up for the first time. */
  loaded = $state(false);

  readonly #history: History;
  readonly #store = new ModelStore();
  #worker: { thread: Thread<TrainingWorker>; revision: number } | undefined;

  constructor(history = new History()) {
    this.#history = history;
  }

  /** Follows what other tabs and the worker store; call once in the browser. */
  listen(): () => void {
    return onModelChanged(() => void this.#load());
  }

  /** Loads what is stored, and starts or resumes training when it does not belong to the history as it is. */
  async sync(): Promise<void> {
    const { revision, plays } = await this.#history.summary();
    if (this.#worker && this.#worker.revision !== revision) this.#endWorker();
    if (plays === 0) {
      if (await this.#store.outcome()) await this.#store.clear();
      await this.#load();
      this.status = 'idle';
      return;
    }
    await this.#load();
    const settled = this.outcome?.settled && this.outcome.revision === revision;
    if (!settled) await this.#run(revision);
    else if (!this.#worker) this.#rest();
  }

  async cancel(): Promise<void> {
    await this.#worker?.thread.remote.cancel();
  }

  /** Goes on from the last checkpoint of a cancelled or failed run. */
  async resume(): Promise<void> {
    const { revision } = await this.#history.summary();
    if (this.outcome) await this.#store.saveOutcome({ ...this.outcome, settled: false });
    await this.#run(revision);
  }

  /** Starts over from nothing: new weights, same seed. */
  async retrain(): Promise<void> {
    this.#endWorker();
    await this.#store.clear();
    await this.sync();
  }

  /** Ends the worker and lets go of the database, so that everything can be deleted. */
  async stop(): Promise<void> {
    this.#endWorker();
    await this.#store.close();
    this.outcome = undefined;
    this.status = 'idle';
  }

  async #run(revision: number): Promise<void> {
    const thread = await startTrainingThread();
    if (this.#worker) {
      thread.end();
      return;
    }
    const worker = { thread, revision };
    this.#worker = worker;
    this.status = 'running';
    this.problem = undefined;
    const onProgress = thread.callback((progress: TrainingProgress) => {
      if (this.#worker !== worker) return;
      this.elsewhere = false;
      this.progress = progress;
    });
    const onWaiting = thread.callback(() => {
      this.elsewhere = true;
    });
    try {
      await Promise.race([thread.remote.train(onProgress, onWaiting), thread.broken]);
    } catch (error) {
      if (this.#worker === worker) this.problem = error instanceof Error ? error.message : String(error);
    }
    // Another run has taken over: what this one found no longer matters.
    if (this.#worker !== worker) return;
    this.#endWorker();
    await this.#load();
    this.#rest();
  }

  #rest(): void {
    const note = this.outcome?.note;
    if (this.problem !== undefined || note === 'training_failed') this.status = 'failed';
    else this.status = note === 'training_cancelled' ? 'cancelled' : 'settled';
  }

  #endWorker(): void {
    this.#worker?.thread.end();
    this.#worker = undefined;
    this.progress = undefined;
    this.elsewhere = false;
  }

  async #load(): Promise<void> {
    this.outcome = await this.#store.outcome();
    this.loaded = true;
  }
}
