import type { Importer } from './importer.ts';
import { spotifyExtended } from './spotify-extended.ts';

/** Asked in this order: formats with the surest marks first. */
const FORMATS: readonly (() => Importer)[] = [spotifyExtended];

/** Importers for one import. */
export function openImporters(): Importer[] {
  return FORMATS.map((open) => open());
}
