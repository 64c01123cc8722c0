import type { TrainingBatch, Windows } from '../../../../src/lib/compute/training/batch.ts';
import type { AdamSettings, TrainingState } from '../../../../src/lib/compute/training/engine.ts';
import type { ModelShape } from '../../../../src/lib/compute/training/shape.ts';
import { WasmEngine } from '../../../../src/lib/compute/training/wasm/engine.ts';
import { simdStepBytes } from './simd-step.ts';

/** An engine that does something to what goes in or out. */
type Faulty = new (module: WebAssembly.Module, shape: ModelShape, settings: AdamSettings) => WasmEngine;

/** A fault in every part of an engine's work, by what the engine does. */
export const FAULTS: Record<string, Faulty> = {
  'hears other plays': withBatch((batch) => ({ ...batch, items: batch.items.toReversed() })),
  'hears other pauses': withBatch((batch) => ({ ...batch, kinds: batch.kinds.map(() => 0) })),
  'leaves the last play out': withBatch((batch) => ({
    ...batch,
    lengths: batch.lengths.map((length) => Math.max(0, length - 1))
  })),
  'takes windows for full': withBatch((batch) => ({
    ...batch,
    lengths: batch.lengths.map((length) => (length > 0 ? batch.items.length / batch.lengths.length : 0))
  })),
  'predicts something else': withBatch((batch) => ({ ...batch, targets: batch.targets.toReversed() })),
  'drops other values': withBatch((batch) => ({ ...batch, seed: batch.seed + 1 })),
  'drops nothing': withShape({ dropout: 0 }),
  'has one head for two': withShape({ heads: 1 }),
  'learns faster': withSettings({ learningRate: 3.01e-3 }),
  'forgets gradients faster': withSettings({ beta1: 0.899 }),
  'forgets their squares faster': withSettings({ beta2: 0.998 }),
  'has another epsilon': withSettings({ epsilon: 1e-5 }),
  'tells another loss': class extends WasmEngine {
    override async step(batch: TrainingBatch) {
      return 1.001 * (await super.step(batch));
    }
  },
  'learns nothing': class extends WasmEngine {
    override step() {
      return Promise.resolve(1);
    }
  },
  'takes no moments in': class extends WasmEngine {
    override load(state: TrainingState) {
      super.load({ ...state, first: state.first.map(() => 0), second: state.second.map(() => 0) });
    }
  },
  'counts steps from anew': class extends WasmEngine {
    override load(state: TrainingState) {
      super.load({ ...state, steps: 0 });
    }
  },
  'changes what it should leave': withRead((state) => {
    // All items decay, as with weight decay.
    return { ...state, first: state.first.map((value) => value * 0.999) };
  }),
  'loses one value': withRead((state) => {
    const parameters = state.parameters.slice();
    parameters[parameters.length - 20] = 0;
    return { ...state, parameters };
  }),
  'encodes with other weights': class extends WasmEngine {
    override async encode(windows: Windows) {
      return (await super.encode(windows)).map((value) => value * 1.001);
    }
  },
  'encodes empty windows': class extends WasmEngine {
    override encode(windows: Windows) {
      return super.encode({ ...windows, lengths: windows.lengths.map((length) => Math.max(1, length)) });
    }
  },
  'gives numbers that are none': withRead((state) => ({
    ...state,
    parameters: state.parameters.map(() => NaN)
  }))
};

function withBatch(change: (batch: TrainingBatch) => TrainingBatch): Faulty {
  return class extends WasmEngine {
    override step(batch: TrainingBatch) {
      return super.step(change(batch));
    }
  };
}

function withRead(change: (state: TrainingState) => TrainingState): Faulty {
  return class extends WasmEngine {
    override async read() {
      return change(await super.read());
    }
  };
}

function withShape(changes: Partial<ModelShape>): Faulty {
  return class extends WasmEngine {
    constructor(module: WebAssembly.Module, shape: ModelShape, settings: AdamSettings) {
      super(module, { ...shape, ...changes }, settings);
    }
  };
}

function withSettings(changes: Partial<AdamSettings>): Faulty {
  return class extends WasmEngine {
    constructor(module: WebAssembly.Module, shape: ModelShape, settings: AdamSettings) {
      super(module, shape, { ...settings, ...changes });
    }
  };
}

/** The compiled step with one addition, subtraction or multiplication of four floats replaced by another. */
export interface Mutant {
  /** Which byte is another. */
  at: number;
  module: WebAssembly.Module;
}

/** All of them. */
export function* mutants(): Generator<Mutant> {
  const VECTOR = 0xfd;
  const [ADD, SUBTRACT, MULTIPLY] = [0xe4, 0xe5, 0xe6];
  const other = new Map([
    [ADD, SUBTRACT],
    [SUBTRACT, ADD],
    [MULTIPLY, ADD]
  ]);
  const original = simdStepBytes();
  for (let at = 1; at < original.length - 1; at++) {
    const code = other.get(original[at] ?? 0);
    // Operators are VECTOR, then their number as LEB128.
    if (code === undefined || original[at - 1] !== VECTOR || original[at + 1] !== 0x01) continue;
    const bytes = original.slice();
    bytes[at] = code;
    yield { at, module: new WebAssembly.Module(bytes) };
  }
}
