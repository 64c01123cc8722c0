import { smallCover } from './cover.ts';
import { mediaTypeOf } from './media-type.ts';
import { namesOf } from './names.ts';
import type { OwnFile } from './own-file.ts';

/** Why a file is of no use here. */
export type FileProblem = 'empty' | 'unreadable' | 'unplayable' | 'not-audio' | 'damaged' | 'no-length';

/** A file that cannot be among the listener's. */
export class FileError extends Error {
  override name = 'FileError';
  constructor(
    readonly problem: FileProblem,
    options?: ErrorOptions
  ) {
    super(problem, options);
  }
}

/** What its parser throws where the content is of no kind that it knows. */
const NOT_AUDIO = new Set(['CouldNotDetermineFileTypeError', 'UnsupportedFileTypeError']);

/**
 * Reads the tags, the length and the cover of a file; of the sound only what that takes.
 * @throws FileError
 */
export async function describeFile(file: File, id: string): Promise<OwnFile> {
  const { common, format } = await parse(file);
  if (format.hasAudio === false) throw new FileError('not-audio');
  const { duration: seconds } = format;
  if (seconds === undefined || !Number.isFinite(seconds) || seconds <= 0)
    throw new FileError(format.codec === undefined ? 'damaged' : 'no-length');
  const { selectCover } = await import('music-metadata');
  const picture = selectCover(common.picture);
  const cover = picture ? await smallCover(picture.data, picture.format) : undefined;
  return {
    id,
    ...namesOf(file.name, common),
    seconds,
    size: file.size,
    type: file.type || (mediaTypeOf(file.name) ?? ''),
    ...(cover && { cover })
  };
}

async function parse(file: File) {
  // Large, and of no use before there is a file.
  const { parseBlob } = await import('music-metadata');
  try {
    const quick = await parseBlob(file);
    // Some say their length nowhere: then every frame is counted.
    return quick.format.duration === undefined ? await parseBlob(file, { duration: true }) : quick;
  } catch (error) {
    if (error instanceof DOMException) throw new FileError('unreadable', { cause: error });
    const name = error instanceof Error ? error.name : '';
    throw new FileError(NOT_AUDIO.has(name) ? 'not-audio' : 'damaged', { cause: error });
  }
}
