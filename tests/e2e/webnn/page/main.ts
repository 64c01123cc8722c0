import { cpuRung, wasmRung, webnnRung, type Encoder } from '../../../../src/lib/compute/encoding/index.ts';
import type { WebNN } from '../../../../src/lib/compute/encoding/webnn/rung.ts';
import type { MLContext } from '../../../../src/lib/compute/encoding/webnn/webnn.d.ts';
import { modelHash } from '../../../../src/lib/compute/ladder/choice.ts';
import { judge } from '../../../../src/lib/compute/ladder/gate.ts';
import { openLadder, type Fall } from '../../../../src/lib/compute/ladder/index.ts';
import { referenceFor } from '../../../../src/lib/compute/ladder/reference.ts';
import relaxed from '../../../../src/lib/compute/training/wasm/assembly/relaxed.wasm?url&no-inline';
import simd from '../../../../src/lib/compute/training/wasm/assembly/index.wasm?url&no-inline';
import { loadWasmStep } from '../../../../src/lib/compute/training/wasm/load.ts';
import { encoderCase, SHAPES } from '../../../unit/compute/encoding/cases.ts';
import { largestDifference } from '../../../unit/compute/training/cases.ts';

const { MLGraphBuilder } = globalThis as WebNN;
const { ml } = navigator as WebNN;

const page = {
  /** What each route of WebNN makes of each shape. */
  async routes() {
    const found = [];
    for (const [label, changes] of SHAPES) {
      const { weights, windows } = encoderCase(changes);
      const reference = await referenceFor(weights);
      for (const route of await webnnRung().probe()) {
        const encoder = await route.build(weights);
        const verdict = await judge(encoder, route.precision, reference);
        // Asked for at once, which must not mix them.
        const states = await Promise.all(windows.map(({ rows, plays }) => encoder.encode(rows, plays)));
        const error = Math.max(
          ...states.map((state, i) => largestDifference(state, windows[i]?.state ?? []))
        );
        const { adapter, precision } = route;
        found.push({ label, asked: adapter, precision, ...verdict, error, description: encoder.description });
        encoder.dispose();
      }
    }
    return found;
  },

  /** A ladder that stands on WebNN, whose context is taken away, at rest or in the middle of a call. */
  async fall(when: 'between calls' | 'during a call') {
    const { weights, windows } = encoderCase();
    const contexts: MLContext[] = [];
    const recording: WebNN = {
      MLGraphBuilder,
      ml: ml && {
        createContext: async (options) => {
          const context = await ml.createContext(options);
          contexts.push(context);
          return context;
        }
      }
    };
    const falls: Fall[] = [];
    const encoder = await openLadder({
      rungs: [webnnRung(recording), wasmRung(() => loadWasmStep({ simd, relaxed })), cpuRung],
      weights,
      browser: '',
      memory: {
        get: () => Promise.resolve({ model: modelHash(weights), rung: 'webnn' }),
        set: () => Promise.resolve()
      },
      now: () => performance.now(),
      onFall: (fall) => falls.push(fall)
    });
    const encode = (one: Encoder) => {
      const { rows, plays } = windows.at(-1) ?? { rows: new Float32Array(), plays: 0 };
      return one.encode(rows, plays);
    };
    const before = { rung: encoder.rung, state: await encode(encoder) };
    const running = when === 'during a call' ? encode(encoder) : undefined;
    contexts.at(-1)?.destroy();
    const after = { state: await (running ?? encode(encoder)), rung: encoder.rung };
    const expected = windows.at(-1)?.state ?? [];
    return {
      falls,
      rungs: [before.rung, after.rung],
      errors: [before, after].map(({ state }) => largestDifference(state, expected)),
      next: largestDifference(await encode(encoder), expected)
    };
  }
};

export type WebnnPage = typeof page;

Object.assign(window, { webnn: page });
