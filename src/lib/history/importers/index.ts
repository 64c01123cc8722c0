import type { Importer } from './importer.ts';
import { spotifyExtended } from './spotify-extended.ts';

/** Asked in this order: formats with the surest marks first. */
export const importers: readonly Importer[] = [spotifyExtended];
