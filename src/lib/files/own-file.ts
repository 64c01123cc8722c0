import * as v from 'valibot';

/** Kinds of pictures that every browser shows. */
export const COVER_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'] as const;
const HEX = '[0-9a-f]{32}';
const ID = new RegExp(`^file:${HEX}$`);

const cover = v.object({
  type: v.picklist(COVER_TYPES),
  bytes: v.custom<Uint8Array<ArrayBuffer>>((bytes) => bytes instanceof Uint8Array)
});

const schema = v.object({
  /** 'file:' and 32 hexadecimal digits, made from what is in the file: see `fileId`. */
  id: v.pipe(v.string(), v.regex(ID)),
  artist: v.string(),
  title: v.string(),
  album: v.optional(v.string()),
  seconds: v.pipe(v.number(), v.finite(), v.gtValue(0)),
  /** Bytes. */
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  /** Media type; empty where nothing says it. */
  type: v.string(),
  cover: v.optional(cover),
  /** Taken off the list: forgotten at the next start, until when it can come back. */
  removed: v.optional(v.literal(true))
});

/** A small picture, as bytes: backups keep no blobs. */
export type Cover = v.InferOutput<typeof cover>;

/** What is known of an audio file of the listener's; its sound stays where it is. */
export type OwnFile = v.InferOutput<typeof schema>;

/** Whether this is the id of an audio file of the listener's, and not of anything else that can be played. */
export function isFileId(id: string): boolean {
  return ID.test(id);
}

/** What was stored or restored; undefined where this version cannot read it. */
export function parseOwnFile(stored: unknown): OwnFile | undefined {
  const parsed = v.safeParse(schema, stored);
  return parsed.success ? parsed.output : undefined;
}
