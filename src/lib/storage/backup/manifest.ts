import * as v from 'valibot';
import { BackupError } from './problem.ts';

export const FORMAT = 'earshot-backup';
/** Counts up when older versions of Earshot could misread what is written now. */
export const FORMAT_VERSION = 1;
export const MANIFEST = 'manifest.json';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** One file of the zip, before it is packed. */
const member = v.object({ path: v.string(), bytes: count, crc32: count });

const store = v.object({
  name: v.string(),
  keyPath: v.nullable(v.union([v.string(), v.array(v.string())])),
  autoIncrement: v.boolean(),
  records: count,
  /** One line a record: `[key, value]`, see `encodeValue`. */
  values: member,
  /** The bytes of its typed arrays. */
  binary: member
});

const manifest = v.object({
  format: v.literal(FORMAT),
  version: v.literal(FORMAT_VERSION),
  /** Version of the app that wrote it. */
  app: v.string(),
  /** ms since epoch. */
  createdAt: v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15)),
  databases: v.array(
    v.object({ name: v.string(), version: v.pipe(count, v.minValue(1)), stores: v.array(store) })
  ),
  /** What the settings keep in localStorage. */
  settings: v.record(v.string(), v.string())
});

export type Manifest = v.InferOutput<typeof manifest>;
export type MemberFacts = v.InferOutput<typeof member>;
export type StoreFacts = v.InferOutput<typeof store>;

const anyVersion = v.object({ format: v.literal(FORMAT), version: count });

/** @throws BackupError `not_a_backup`, `newer` or `damaged`. */
export function parseManifest(json: unknown): Manifest {
  const known = v.safeParse(anyVersion, json);
  if (!known.success) throw new BackupError('not_a_backup');
  if (known.output.version > FORMAT_VERSION) throw new BackupError('newer');
  const parsed = v.safeParse(manifest, json);
  if (!parsed.success) throw new BackupError('damaged');
  return parsed.output;
}
