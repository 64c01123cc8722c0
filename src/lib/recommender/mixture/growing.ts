type Numbers = Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

/** A typed array whose length is not known beforehand. */
export class Growing<T extends Numbers> {
  #room: T;
  #length = 0;

  constructor(private readonly make: new (length: number) => T) {
    this.#room = new make(1024);
  }

  get length(): number {
    return this.#length;
  }

  push(...values: number[]): void {
    if (this.#length + values.length > this.#room.length) {
      const larger = new this.make(2 * this.#room.length + values.length);
      larger.set(this.#room);
      this.#room = larger;
    }
    for (const value of values) this.#room[this.#length++] = value;
  }

  /** What was pushed so far; pushing more may or may not show in it. */
  array(): T {
    return this.#room.subarray(0, this.#length) as T;
  }
}
