/** What one listener has played so far. It grows play by play, so that the next ranking knows the last one. */
export class Past {
  /** Song, time (ms since epoch) and session of each play, oldest first. Not to be written to. */
  readonly items: number[] = [];
  readonly at: number[] = [];
  readonly sessions: number[] = [];
  readonly #positions = new Map<number, number[]>();
  #sessionStart = 0;

  get length(): number {
    return this.items.length;
  }

  /** Position of the first play of the latest session. */
  get sessionStart(): number {
    return this.#sessionStart;
  }

  observe(item: number, at: number, session: number): void {
    const place = this.items.length;
    if (session !== this.sessions[place - 1]) this.#sessionStart = place;
    this.items.push(item);
    this.at.push(at);
    this.sessions.push(session);
    const positions = this.#positions.get(item);
    if (positions) positions.push(place);
    else this.#positions.set(item, [place]);
  }

  /** The songs played so far, in the order of their first play. */
  songs(): Iterable<number> {
    return this.#positions.keys();
  }

  /** Where a song was played, oldest first. */
  readonly positions = (item: number): readonly number[] => this.#positions.get(item) ?? [];
}
