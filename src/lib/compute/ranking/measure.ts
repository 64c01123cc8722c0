import { timeInterleaved, type InterleavedOptions } from '../calibration.ts';
import type { Missing } from '../missing.ts';
import { callTimes, type CallTimes } from '../timing.ts';
import type { Catalogue, CatalogueFormat } from './catalogue.ts';
import type { Ranking } from './ranking.ts';

export type RankerName = 'wasm' | 'wasm-int8' | 'cpu';

/** What the scores of all items and the best of them take; times in ms. */
export interface RankerFigures extends CallTimes {
  name: RankerName;
  /** Taking the vectors over. */
  build: number;
  first: number;
  /** Of the vectors. */
  bytes: number;
}

/** Of the best items. */
const TOP = 100;
/** Of a component. */
const BYTES: Readonly<Record<CatalogueFormat, number>> = { f32: 4, int8: 1 };

/**
 * @param kernels the ranking with them, or the plain one where the device cannot run them
 * @param vectors shape [items, width], row-major
 * @param query shape [width]
 */
export async function measureRankers(
  { kernels, plain }: { kernels: Ranking; plain: Ranking },
  { vectors, query }: { vectors: Float32Array; query: Float32Array },
  options: InterleavedOptions
): Promise<(RankerFigures | Missing<RankerName>)[]> {
  const { now } = options;
  const contenders: { name: RankerName; ranking: Ranking; format: CatalogueFormat }[] = [
    { name: 'wasm', ranking: kernels, format: 'f32' },
    { name: 'wasm-int8', ranking: kernels, format: 'int8' },
    { name: 'cpu', ranking: plain, format: 'f32' }
  ];
  interface Open extends Pick<RankerFigures, 'name' | 'build' | 'first'> {
    catalogue: Catalogue;
  }
  const open = ({ name, ranking, format }: (typeof contenders)[number]): Open | Missing<RankerName> => {
    if (name !== 'cpu' && ranking.rung === 'cpu') {
      return { name, problem: 'This browser has no WebAssembly with SIMD.' };
    }
    const startedAt = now();
    const catalogue = ranking.catalogue(vectors, query.length, format);
    const builtAt = now();
    catalogue.top(query, TOP);
    return { name, catalogue, build: builtAt - startedAt, first: now() - builtAt };
  };
  const results = contenders.map(open);
  const opened = results.filter((result) => 'catalogue' in result);
  const calls = opened.map(({ name, catalogue }): [RankerName, () => unknown] => [
    name,
    () => catalogue.top(query, TOP)
  ]);
  const samples = await timeInterleaved(new Map(calls), options);
  return results.map((result) => {
    if (!('catalogue' in result)) return result;
    const { name, catalogue, build, first } = result;
    const taken = samples.get(name);
    if (!taken) throw new Error(`${name} was not timed`);
    return { name, build, first, bytes: bytesOf(catalogue), ...callTimes(taken) };
  });
}

function bytesOf({ items, width, format }: Catalogue): number {
  const scales = format === 'int8' ? 4 * items : 0;
  return items * width * BYTES[format] + scales;
}
