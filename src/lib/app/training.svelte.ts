import type { TrainingWorker } from '../../workers/training.worker.ts';
import type { History } from '../history/index.ts';
import { ModelStore, onModelChanged, type Outcome, type TrainingProgress } from '../recommender/index.ts';
import type { Settings } from './overflow.ts';
import { Power } from './power.ts';
import { startTrainingThread, type Thread } from './threads.ts';
import {
  forgetReset,
  type Held,
  heldBy,
  markReset,
  readPolicy,
  type TrainingPolicy,
  writePolicy
} from './training-policy.ts';

export type TrainingStatus = 'idle' | 'running' | 'held' | 'settled' | 'cancelled' | 'failed';

/** So many plays more or less are what the player adds now and then; an import changes more. */
const FEW = 5;

/** The model as the pages see it: what serves, and the worker that is making it. */
export class TrainingState {
  /** `idle` = nothing to train on; `held` = it does not begin by itself, see `held`. */
  status: TrainingStatus = $state('idle');
  progress: TrainingProgress | undefined = $state.raw();
  outcome: Outcome | undefined = $state.raw();
  /** What went wrong, in plain words, when the status is `failed`. */
  problem: string | undefined = $state();
  /** True when another tab of Earshot does the training. */
  elsewhere = $state(false);
  policy: TrainingPolicy = $state('always');
  /** Why training does not begin by itself, when the status is `held`. */
  held: Held | undefined = $state();
  /** Whether this browser tells if the device is on power; undefined until it was asked. */
  knowsPower: boolean | undefined = $state();
  /** False until the stored outcome has been looked up for the first time. */
  loaded = $state(false);

  readonly #history: History;
  readonly #store = new ModelStore();
  readonly #power = new Power();
  #stopped = false;
  /** The state of the history that the list was last ranked for without learning. */
  #refreshed: number | undefined;
  /** Plays when the history was last looked at. */
  #plays: number | undefined;
  #worker: { thread: Thread<TrainingWorker>; revision: number } | undefined;

  /** @param musicPlays whether music plays in this tab */
  constructor(
    history: History,
    private readonly settings: Settings,
    private readonly musicPlays: () => boolean
  ) {
    this.#history = history;
  }

  /** Follows what other tabs and the worker store, and the power; call once in the browser. */
  listen(): () => void {
    this.policy = readPolicy(this.settings);
    const stop = onModelChanged(() => void this.#look());
    void this.#power.charging().then((charging) => {
      this.knowsPower = charging !== undefined;
    });
    const abort = new AbortController();
    void this.#power.follow(() => void this.#look(), abort.signal);
    return () => {
      stop();
      abort.abort();
    };
  }

  /** Decides when training begins by itself from now on. */
  async setPolicy(policy: TrainingPolicy): Promise<void> {
    writePolicy(this.settings, policy);
    this.policy = policy;
    if (this.status === 'held') await this.sync();
  }

  /** Loads what is stored, and starts or resumes training when it does not belong to the history as it is. */
  async sync(): Promise<void> {
    const { revision, plays } = await this.#history.summary();
    const fewChanged = this.#plays !== undefined && Math.abs(plays - this.#plays) <= FEW;
    this.#plays = plays;
    if (this.#worker && this.#worker.revision !== revision) this.#endWorker();
    if (plays === 0) {
      if (await this.#store.outcome()) await this.#store.clear();
      await this.#load();
      this.status = 'idle';
      return;
    }
    const [charging] = await Promise.all([this.#power.charging(), this.#load()]);
    const settled = this.outcome?.settled && this.outcome.revision === revision;
    if (this.#worker) return;
    if (settled) {
      this.#rest();
      return;
    }
    // A training after each piece would empty a battery; the list follows each play without one.
    const waits = this.outcome?.settled && fewChanged && this.musicPlays();
    this.held = heldBy(this.settings, revision, charging) ?? (waits ? 'music' : undefined);
    if (!this.held) return this.#run(revision);
    this.status = 'held';
    await this.#refresh(revision);
  }

  /** Trains on the history as it is, whatever the policy says. */
  async train(): Promise<void> {
    const { revision, plays } = await this.#history.summary();
    forgetReset(this.settings);
    if (plays > 0) await this.#run(revision);
  }

  /** Forgets the model, and makes no other one until the history changes or somebody asks. */
  async reset(): Promise<void> {
    const { revision } = await this.#history.summary();
    this.#endWorker();
    markReset(this.settings, revision);
    await this.#store.clear();
    await this.sync();
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
    await this.train();
  }

  /** Ends the worker and lets go of the database, so that everything can be deleted. */
  async stop(): Promise<void> {
    this.#stopped = true;
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

  /** Ranks the new plays by the model there is, while none is learnt. Once: what it stores makes all tabs look again. */
  async #refresh(revision: number): Promise<void> {
    if (this.#refreshed === revision || !this.outcome?.settled) return;
    this.#refreshed = revision;
    const thread = await startTrainingThread();
    try {
      await Promise.race([thread.remote.refresh(), thread.broken]);
    } catch {
      // The list stays as it was.
    } finally {
      thread.end();
    }
    await this.#load();
  }

  /** Looks at what another tab, the worker or the power cable has changed. */
  async #look(): Promise<void> {
    if (!this.#stopped) await this.sync().catch(() => undefined);
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
