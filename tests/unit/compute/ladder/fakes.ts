import { CpuEncoder } from '../../../../src/lib/compute/encoding/cpu.ts';
import {
  Unavailable,
  type EncoderWeights,
  type Precision,
  type Rung,
  type RungName
} from '../../../../src/lib/compute/encoding/index.ts';
import type { Choice } from '../../../../src/lib/compute/ladder/index.ts';
import type { Memory } from '../../../../src/lib/compute/memory.ts';

/** A rung that behaves as a test wants it to. */
export interface Behaviour {
  /** Of a call and of a build, ms. */
  cost: number;
  build?: number;
  /** Added to the result's first value. */
  error?: number;
  precision?: Precision;
  isSoftware?: boolean;
  adapter?: string;
  /** Instead of a result, from now on. */
  fails?: 'throws' | 'not a number' | 'wrong';
  absent?: string;
  /** Its build ends no sooner than this does. */
  hangs?: Promise<void>;
}

/** Rungs that compute as float64 does on a clock that only their own work moves on. */
export class FakeDevice {
  time = 0;
  builds: RungName[] = [];
  disposed: RungName[] = [];
  readonly behaviours: Partial<Record<RungName, Behaviour>>;

  constructor(behaviours: Partial<Record<RungName, Behaviour>>) {
    this.behaviours = behaviours;
  }

  now = () => this.time;

  get rungs(): Rung[] {
    return (Object.keys(this.behaviours) as RungName[]).map((name) => ({
      name,
      probe: () => {
        const { absent, adapter = '', isSoftware = false, precision = 'f32' } = this.#of(name);
        if (absent) return Promise.reject(new Unavailable(absent));
        const build = (weights: EncoderWeights) => this.#build(name, weights);
        return Promise.resolve([{ adapter, isSoftware, precision, build }]);
      }
    }));
  }

  #of(name: RungName): Behaviour {
    const behaviour = this.behaviours[name];
    if (!behaviour) throw new Error(`no ${name}`);
    return behaviour;
  }

  async #build(name: RungName, weights: EncoderWeights) {
    this.time += this.#of(name).build ?? 0;
    this.builds.push(name);
    await this.#of(name).hangs;
    const exact = new CpuEncoder(weights);
    return {
      rung: name,
      description: `fake ${name}`,
      bytes: 1,
      encode: async (rows: Float32Array<ArrayBuffer>, plays: number) => {
        const { cost, error = 0, fails } = this.#of(name);
        this.time += cost;
        if (fails === 'throws') throw new Error(`${name} is lost`);
        const state = await exact.encode(rows, plays);
        if (fails === 'not a number') return state.fill(NaN);
        state[0] = (state[0] ?? 0) + (fails === 'wrong' ? 1 : error);
        return state;
      },
      dispose: () => {
        this.disposed.push(name);
      }
    };
  }
}

export class FakeMemory<Value = Choice> implements Memory<Value> {
  readonly choices = new Map<string, Value>();
  get(key: string) {
    return Promise.resolve(this.choices.get(key));
  }
  set(key: string, choice: Value) {
    this.choices.set(key, choice);
    return Promise.resolve();
  }
}
