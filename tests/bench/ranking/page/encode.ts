import {
  cpuRung,
  encoderRows,
  encoderWeights,
  initialState,
  loadWasmStep,
  measureRungs,
  openLadder,
  wasmRung,
  webgpuRung,
  webnnRung,
  type ModelShape,
  type Ranking,
  type Route,
  type RungName,
  type RungReports
} from '../../../../src/lib/compute/index.ts';
import relaxed from '../../../../src/lib/compute/training/wasm/assembly/relaxed.wasm?url&no-inline';
import simd from '../../../../src/lib/compute/training/wasm/assembly/index.wasm?url&no-inline';
import { seededRandom } from '../../../../src/lib/random/index.ts';
import { exactTop } from './catalogue.ts';

/** The notes' reference network over a large catalogue. */
const SHAPE: ModelShape = {
  width: 64,
  heads: 2,
  blocks: 2,
  hidden: 64,
  context: 50,
  batch: 1,
  items: 50_000,
  kinds: 0,
  itemBias: false,
  loss: 'full',
  negatives: 0,
  dropout: 0
};
const COMPARED = 20;
const WINDOWS = 20;

const RUNGS = [webnnRung(), webgpuRung(), wasmRung(() => loadWasmStep({ simd, relaxed })), cpuRung];

export interface EncoderFigures extends RungReports {
  /** The one that the ladder took, measured by itself on a device that remembers nothing. */
  taken: RungName;
  /** By rung: of each window, how many of the top 20 items are float64's. */
  overlaps: Partial<Record<RungName, number[]>>;
}

/**
 * Lets the ladder choose, then measures all rungs more thoroughly than it does.
 * @param rounds samples of each rung, at most
 */
export async function measureEncoders(wasm: Ranking, rounds: number): Promise<EncoderFigures> {
  const random = seededRandom(64);
  const { parameters } = initialState(SHAPE, () => random.uniform());
  const weights = encoderWeights(SHAPE, parameters);
  const now = () => performance.now();
  const world = {
    now,
    browser: '',
    memory: { get: () => Promise.resolve(undefined), set: () => Promise.resolve() }
  };
  const ladder = await openLadder({ ...world, rungs: RUNGS, weights });
  const taken = ladder.rung;
  ladder.dispose();
  const reports = await measureRungs(RUNGS, weights, { ...world, rounds, budget: 20_000 });

  const vectors = parameters.subarray(0, SHAPE.items * SHAPE.width);
  const catalogue = wasm.catalogue(vectors, SHAPE.width, 'f32');
  const windows = Array.from({ length: WINDOWS }, () => {
    const items = Array.from({ length: 1 + random.below(SHAPE.context) }, () => random.below(SHAPE.items));
    return { rows: encoderRows(SHAPE, parameters, items, []), plays: items.length };
  });
  const [exact] = await cpuRung.probe();
  const states = async (route: Route) => {
    const encoder = await route.build(weights);
    const found: Float32Array[] = [];
    for (const { rows, plays } of windows) found.push(await encoder.encode(rows, plays));
    encoder.dispose();
    return found;
  };
  if (!exact) throw new Error('no reference');
  const best = (await states(exact)).map((state) => exactTop(vectors, SHAPE.items, state, COMPARED));
  const overlaps: EncoderFigures['overlaps'] = {};
  for (const rung of RUNGS) {
    if (!reports.rungs.some((report) => report.name === rung.name && 'p50' in report)) continue;
    const [route] = await rung.probe();
    if (!route) continue;
    overlaps[rung.name] = (await states(route)).map(
      (state, i) => catalogue.top(state, COMPARED).items.filter((item) => best[i]?.has(item)).length
    );
  }
  return { ...reports, taken, overlaps };
}
