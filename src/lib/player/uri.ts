/** How the address of a piece of the catalogue begins in the history; its id follows. */
export const PIECE_URI = 'earshot:piece:';

/** The id of a song of the history that can be played here. */
export function pieceOfSong({ uri }: { uri?: string | undefined }): string | undefined {
  return uri?.startsWith(PIECE_URI) ? uri.slice(PIECE_URI.length) : undefined;
}
