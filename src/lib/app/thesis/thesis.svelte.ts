import { DJ_PRICES, PARAMETERS, type DjPrices, type ParameterId } from '$lib/economics/index.ts';
import { defaultQuestion, parseThesis, writeThesis, type ThesisQuestion } from './question.ts';

/** What the reader reckons with. */
export class ThesisState {
  question = $state.raw<ThesisQuestion>(defaultQuestion());

  /** The part of the page's address after `?`; empty where nothing was changed. */
  readonly query = $derived(writeThesis(this.question));

  /** @param parameters of the page's address; where there are none, nothing is reckoned anew */
  read(parameters: URLSearchParams): void {
    if (parameters.size > 0) this.question = parseThesis(parameters);
  }

  choose(change: Partial<Pick<ThesisQuestion, 'tier' | 'recommender'>>): void {
    this.question = { ...this.question, ...change };
  }

  set(id: ParameterId, value: number): void {
    this.question = { ...this.question, values: { ...this.question.values, [id]: value } };
  }

  setPrices(prices: DjPrices): void {
    this.question = { ...this.question, values: { ...this.question.values, ...DJ_PRICES[prices] } };
  }

  isDefault(id: ParameterId): boolean {
    return this.question.values[id] === PARAMETERS[id].value;
  }

  /** Back to where it began. Returns what takes that back. */
  reset(): () => void {
    const before = this.question;
    this.question = defaultQuestion();
    return () => {
      this.question = before;
    };
  }
}
