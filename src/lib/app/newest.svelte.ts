import { explain } from './problems.ts';

/** Work that is asked for more often than it can be done: of what waits, only the newest is done. */
export class Newest<Question, Answer> {
  /** The last that was done, with what was asked; stays in view until the next is. */
  done = $state.raw<{ readonly question: Question; readonly answer: Answer } | undefined>();
  busy = $state.raw(false);
  problem = $state.raw<string | undefined>();

  #waiting: Question | undefined;
  #key: string | undefined;

  constructor(private readonly work: (question: Question) => Promise<Answer>) {}

  /** @param key equal for questions with equal answers: what was asked last is not asked again. */
  async show(question: Question, key: string): Promise<void> {
    if (key === this.#key) return;
    this.#key = key;
    this.#waiting = question;
    if (this.busy) return;
    this.busy = true;
    try {
      while (this.#waiting !== undefined) {
        const next = this.#waiting;
        this.#waiting = undefined;
        this.done = { question: next, answer: await this.work(next) };
      }
      this.problem = undefined;
    } catch (error) {
      this.problem = explain(error);
    }
    this.busy = false;
  }
}
