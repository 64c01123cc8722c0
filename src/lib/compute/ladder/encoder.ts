import { checkWindow, type Encoder, type RungName } from '../encoding/encoder.ts';
import { messageOf } from '../missing.ts';
import { climb, type Built, type Candidate, type ClimbOptions } from './climb.ts';
import { errorOf, isClose } from './gate.ts';

/** A rung failed at work, and another one has taken over. */
export interface Fall {
  from: RungName;
  to: RungName;
  reason: string;
}

/** Calls after which a rung must pass a reference window again: drivers have begun to compute wrongly at work. */
const CALLS_PER_CHECK = 256;

/** An encoder that goes on with the next rung where one fails, and answers the same call. */
export class LadderEncoder implements Encoder {
  #calls = 0;
  /** Calls are answered one at a time: two that fail together must not fall twice. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private built: Built,
    /** Where to go on, best first. */
    private readonly others: Candidate[],
    private readonly climbing: ClimbOptions,
    private readonly onFall: ((fall: Fall) => void) | undefined
  ) {}

  get rung(): RungName {
    return this.built.name;
  }

  get description(): string {
    return this.built.encoder.description;
  }

  get bytes(): number {
    return this.built.encoder.bytes;
  }

  encode(rows: Float32Array<ArrayBuffer>, plays: number): Promise<Float32Array> {
    const result = this.#turn.then(() => this.#encode(rows, plays));
    this.#turn = result.catch(() => undefined);
    return result;
  }

  dispose(): void {
    this.built.encoder.dispose();
  }

  async #encode(rows: Float32Array<ArrayBuffer>, plays: number): Promise<Float32Array> {
    checkWindow(this.climbing.weights.shape, rows, plays);
    if (!rows.every(Number.isFinite)) throw new RangeError('rows must be finite');
    for (;;) {
      try {
        if (++this.#calls % CALLS_PER_CHECK === 0) await this.#check();
        const state = await this.built.encoder.encode(rows, plays);
        if (!state.every(Number.isFinite)) throw new Error('It gave something that is not a number.');
        return state;
      } catch (error) {
        await this.#fall(messageOf(error));
      }
    }
  }

  async #check(): Promise<void> {
    const { encoder, route } = this.built;
    const [window] = this.climbing.reference.windows;
    if (!window) return;
    const error = errorOf(await encoder.encode(window.rows, window.plays), window);
    if (!isClose(error, route.precision)) {
      throw new Error(`It began to compute wrong numbers (relative error ${error.toExponential(1)}).`);
    }
  }

  /** @throws Error when this was the last rung */
  async #fall(reason: string): Promise<void> {
    const from = this.built.name;
    this.built.encoder.dispose();
    for (let next = this.others.shift(); next; next = this.others.shift()) {
      const built = await climb(next, this.climbing);
      if (!('encoder' in built)) continue;
      this.built = built;
      this.onFall?.({ from, to: built.name, reason });
      return;
    }
    throw new Error(`The last processor route failed: ${reason}`);
  }
}
