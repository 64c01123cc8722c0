import {
  alternativesOf,
  askedOf,
  changed,
  DEFAULT_QUESTION,
  drawnAgain,
  leavingAt,
  parseQuestion,
  writeQuestion,
  type LabQuestion
} from '$lib/lab/index.ts';

/** What the reader of the lab looks at. */
export class LabState {
  question = $state.raw<LabQuestion>(DEFAULT_QUESTION);

  /** The part of the page's address after `?`; empty where nothing was changed. */
  readonly query = $derived(writeQuestion(this.question));
  readonly asked = $derived(askedOf(this.question.metric));
  /**
   * The question as far as it is about one person: the same object while only the crowd and what is wanted of it change,
   * so that nothing about the person is worked out anew while their sliders move.
   */
  readonly personal = $derived.by(() => this.#unlessOfCrowd(this.question));
  /** The answers that an attacker reckons with, the true one among them. */
  readonly alternatives = $derived(alternativesOf(this.personal));
  /** The reports, one for each budget. */
  readonly leaving = $derived(this.personal.budgets.map((budget) => leavingAt(this.personal, budget)));

  #last: { key: string; question: LabQuestion } | undefined;

  /** @param parameters of the page's address; where there are none, nothing is worked out anew */
  read(parameters: URLSearchParams): void {
    if (parameters.size > 0) this.question = parseQuestion(parameters);
  }

  change(change: Partial<LabQuestion>): void {
    this.question = changed(this.question, change);
  }

  /** Draws everything anew. */
  again(): void {
    this.question = drawnAgain(this.question);
  }

  #unlessOfCrowd(question: LabQuestion): LabQuestion {
    const { people, margin, cap } = DEFAULT_QUESTION;
    const key = writeQuestion({ ...question, people, margin, cap });
    if (this.#last?.key !== key) this.#last = { key, question };
    return this.#last.question;
  }
}
