import type { Catalogue, CatalogueFormat } from './catalogue.ts';
import { compileKernels, type KernelSource } from './kernels.ts';
import { plainCatalogue } from './plain-catalogue.ts';
import { wasmCatalogue } from './wasm-catalogue.ts';

/** The processor route of ranking; both give the same bits. */
export interface Ranking {
  readonly rung: 'wasm' | 'cpu';
  /**
   * @param vectors shape [items, width], row-major; copied
   * @throws RangeError when a value is not finite, or the shape does not fit
   */
  catalogue(vectors: Float32Array, width: number, format: CatalogueFormat): Catalogue;
}

/**
 * @param source of `assembly/index.wasm`; the caller's bundler knows where it lies. Left out: plain TypeScript.
 */
export async function openRanking(source?: KernelSource): Promise<Ranking> {
  const module = source && (await compileKernels(source));
  if (!module) return { rung: 'cpu', catalogue: plainCatalogue };
  return {
    rung: 'wasm',
    catalogue: (vectors, width, format) => wasmCatalogue(module, vectors, width, format)
  };
}
