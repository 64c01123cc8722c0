/** Where choices are kept between sessions, each under what it depends on: browser, adapters and the like. */
export interface Memory<Choice> {
  get(key: string): Promise<Choice | undefined>;
  set(key: string, choice: Choice): Promise<void>;
}
