import type { Catalogue, CatalogueFormat } from './catalogue.ts';
import { compileKernels, type KernelSource } from './kernels.ts';
import { ItemGram } from './item-gram.ts';
import type { Plays } from './gram-rows.ts';
import type { PlayWindow } from './window.ts';
import { plainCatalogue } from './plain-catalogue.ts';
import { plainGramMemory } from './plain-gram-memory.ts';
import { wasmCatalogue } from './wasm-catalogue.ts';
import { wasmGramMemory } from './wasm-gram-memory.ts';

/** The processor route of ranking; both give the same bits. */
export interface Ranking {
  readonly rung: 'wasm' | 'cpu';
  /**
   * @param vectors shape [items, width], row-major; copied
   * @throws RangeError when a value is not finite, or the shape does not fit
   */
  catalogue(vectors: Float32Array, width: number, format: CatalogueFormat): Catalogue;
  /**
   * @param items how many there may be
   * @param plays to start with, in time order
   */
  itemGram(items: number, window: PlayWindow, plays: Plays): ItemGram;
}

/**
 * @param source of `assembly/index.wasm`; the caller's bundler knows where it lies. Import it with
 * `?url&no-inline` and hand over its `fetch`: Vite would make so small a file a data: URL, which the app's policy
 * does not let a worker fetch. Left out: plain TypeScript.
 */
export async function openRanking(source?: KernelSource): Promise<Ranking> {
  const module = source && (await compileKernels(source));
  const open = module ? (n: number) => wasmGramMemory(module, n) : plainGramMemory;
  return {
    rung: module ? 'wasm' : 'cpu',
    catalogue: (vectors, width, format) =>
      module ? wasmCatalogue(module, vectors, width, format) : plainCatalogue(vectors, width, format),
    itemGram: (items, window, plays) => new ItemGram(open, items, window, plays)
  };
}
