import type { ListedSong, ListFormat } from '$lib/history/index.ts';

const formatNames: Readonly<Record<ListFormat, { name: string; detail: string }>> = {
  m3u8: { name: 'M3U8 playlist', detail: 'For VLC, foobar2000 and most players' },
  xspf: { name: 'XSPF playlist', detail: 'Open format with albums' },
  jspf: { name: 'JSPF playlist', detail: 'For ListenBrainz' },
  csv: { name: 'CSV table', detail: 'For spreadsheets' },
  links: { name: 'Spotify links', detail: 'Paste them into a Spotify playlist' }
};

export const listFormats = (Object.keys(formatNames) as ListFormat[]).map((format) => ({
  format,
  ...formatNames[format]
}));

/** See `saveList` of `list-file.ts`, which a page loads when somebody saves a list. */
export async function saveList(
  songs: readonly ListedSong[],
  about: { name: string; title: string; format: ListFormat; now: number }
): Promise<string> {
  const file = await import('./list-file.ts');
  return file.saveList(songs, about);
}
