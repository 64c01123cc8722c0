import type { Listening } from '../../history/index.ts';

/**
 * A name for what a model has learnt from: the same plays of the same songs have the same one on every device, other
 * plays another one. Nothing of the plays can be read from it (SHA-256).
 */
export async function fingerprintOf({
  songs,
  song,
  startedAt,
  skipped
}: Pick<Listening, 'songs' | 'song' | 'startedAt' | 'skipped'>): Promise<string> {
  const keys = songs.map(({ key }) => key).join('\n');
  // Copies: views may look at a part of a larger buffer.
  const content = new Blob([keys, '\0', song.slice(), startedAt.slice(), skipped.slice()]);
  const digest = await crypto.subtle.digest('SHA-256', await content.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
