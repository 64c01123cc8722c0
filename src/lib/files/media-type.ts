/** By the end of a file's name. */
const TYPES = new Map(
  Object.entries({
    aac: 'audio/aac',
    aif: 'audio/aiff',
    aiff: 'audio/aiff',
    ape: 'audio/x-ape',
    flac: 'audio/flac',
    m4a: 'audio/mp4',
    m4b: 'audio/mp4',
    mka: 'audio/x-matroska',
    mp3: 'audio/mpeg',
    oga: 'audio/ogg',
    ogg: 'audio/ogg',
    opus: 'audio/ogg; codecs=opus',
    wav: 'audio/wav',
    wave: 'audio/wav',
    weba: 'audio/webm',
    wma: 'audio/x-ms-wma',
    wv: 'audio/x-wavpack'
  })
);

/** For the `accept` of a file input, which knows fewer kinds by itself. */
export const ACCEPTED = ['audio/*', ...Array.from(TYPES.keys(), (end) => `.${end}`)].join();

/** @returns undefined for a name that no audio file has */
export function mediaTypeOf(name: string): string | undefined {
  return TYPES.get(/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '');
}

/** Whether a file is music by its name: all that is known before it is opened. */
export function isAudioName(name: string): boolean {
  return mediaTypeOf(name) !== undefined;
}
