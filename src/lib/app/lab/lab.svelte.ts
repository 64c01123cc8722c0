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
  /** The answers that an attacker reckons with, the true one among them. */
  readonly alternatives = $derived(alternativesOf(this.question));
  /** The reports, one for each budget. */
  readonly leaving = $derived(this.question.budgets.map((budget) => leavingAt(this.question, budget)));

  read(parameters: URLSearchParams): void {
    this.question = parseQuestion(parameters);
  }

  change(change: Partial<LabQuestion>): void {
    this.question = changed(this.question, change);
  }

  /** Draws everything anew. */
  again(): void {
    this.question = drawnAgain(this.question);
  }
}
