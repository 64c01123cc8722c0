import type { LabQuestion, SamplerId, Survey, Trust, Year } from '$lib/lab/index.ts';
import { auditedAt, SAMPLERS } from '$lib/lab/index.ts';
import type { Round } from '$lib/telemetry/index.ts';
import type { LabWorker } from '../../../workers/lab.worker.ts';
import { Newest } from '../newest.svelte.ts';
import { explain } from '../problems.ts';
import { startLabThread, type Thread } from '../threads.ts';

/** What an audit found of one sampler. */
export interface Audited {
  id: SamplerId;
  /** What the sampler states, and what it is at least, epsilons. */
  stated: number;
  bound: number;
}

/** What the lab's workers find out. */
export class LabWork {
  readonly surveys = new Newest<LabQuestion, readonly Survey[]>((question) =>
    this.#quick.ask(({ surveys }) => surveys(question))
  );
  readonly year = new Newest<LabQuestion, Year>((question) => this.#slow.ask(({ year }) => year(question)));
  readonly trusts = new Newest<LabQuestion, readonly Trust[]>((question) =>
    this.#slow.ask(({ trusts }) => trusts(question))
  );
  /** A round between two servers, and the question that it was about. */
  round = $state.raw<{ metric: LabQuestion['metric']; result: Round } | undefined>();
  rounding = $state.raw(false);
  roundProblem = $state.raw<string | undefined>();
  audited = $state.raw<readonly Audited[]>([]);
  /** The question that they were audited about. */
  auditedFor = $state.raw<LabQuestion | undefined>();
  auditing = $state.raw(false);
  problem = $state.raw<string | undefined>();

  /** Two, so that what follows a slider does not wait behind what takes a second or a minute. */
  readonly #quick = new Helper();
  readonly #slow = new Helper();
  /** Number of the running audit: what an earlier one finds no longer counts. */
  #run = 0;

  /** Runs a round of Prio3. */
  async runRound(question: LabQuestion): Promise<void> {
    this.rounding = true;
    this.roundProblem = undefined;
    try {
      const result = await this.#slow.ask(({ round }) => round(question));
      this.round = { metric: question.metric, result };
    } catch (error) {
      this.roundProblem = explain(error);
    }
    this.rounding = false;
  }

  /** Audits one sampler after the other. */
  async audit(question: LabQuestion): Promise<void> {
    const run = ++this.#run;
    this.audited = [];
    this.auditedFor = question;
    this.auditing = true;
    this.problem = undefined;
    try {
      for (const id of SAMPLERS) {
        const { epsilon } = await this.#slow.ask((remote) => remote.audit(question, id));
        if (run !== this.#run) return;
        this.audited = [...this.audited, { id, stated: auditedAt(question), bound: epsilon }];
      }
    } catch (error) {
      if (run === this.#run) this.problem = explain(error);
    }
    if (run === this.#run) this.auditing = false;
  }

  /** What was found so far stays. */
  cancelAudit(): void {
    this.#run++;
    this.auditing = false;
  }

  /** Ends the workers: nobody looks any more. */
  close(): void {
    this.cancelAudit();
    this.#quick.close();
    this.#slow.close();
  }
}

/** A worker that starts when it is first asked. */
class Helper {
  #thread: Promise<Thread<LabWorker>> | undefined;

  async ask<T>(ask: (remote: Thread<LabWorker>['remote']) => Promise<T>): Promise<T> {
    const { remote, broken } = await (this.#thread ??= startLabThread());
    return await Promise.race([ask(remote), broken]);
  }

  close(): void {
    this.#thread?.then(
      ({ end }) => {
        end();
      },
      () => undefined
    );
    this.#thread = undefined;
  }
}
