import { MANIFEST, type Manifest, type StoreFacts, parseManifest } from './manifest.ts';
import { type Members, collect, linesOf, listMembers, readMember } from './members.ts';
import { BackupError } from './problem.ts';
import type { DatabaseSnapshot, StoredRecord, StoreSnapshot } from './restorable.ts';
import { type Json, decodeValue } from './value.ts';

const MiB = 1024 * 1024;
const MAX_MANIFEST_BYTES = 8 * MiB;
/** All that comes out of one backup. A million plays and their model take about 60 MB. */
const MAX_BYTES = 512 * MiB;

/** A backup in memory: whole, and as it was written. */
export interface Backup {
  app: string;
  /** ms since epoch. */
  createdAt: number;
  databases: DatabaseSnapshot[];
  settings: Record<string, string>;
}

/**
 * Reads a backup to its end: every checksum, every value.
 * @throws BackupError for anything that `writeBackup` would not have written.
 */
export async function readBackup(file: Blob): Promise<Backup> {
  const members = await listMembers(file);
  const manifest = await readManifest(members);
  const facts = manifest.databases.flatMap(({ stores }) => stores);
  const bytes = facts.reduce((sum, { values, binary }) => sum + values.bytes + binary.bytes, 0);
  if (bytes > MAX_BYTES) throw new BackupError('too_large');
  const databases: DatabaseSnapshot[] = [];
  for (const { name, version, stores } of manifest.databases) {
    const read: StoreSnapshot[] = [];
    for (const store of stores) read.push(await readStore(members, store));
    databases.push({ name, version, stores: read });
  }
  const { app, createdAt, settings } = manifest;
  return { app, createdAt, databases, settings };
}

async function readManifest(members: Members): Promise<Manifest> {
  const entry = members.get(MANIFEST);
  if (!entry) throw new BackupError('not_a_backup');
  const { uncompressedSize: bytes, crc32 = 0 } = entry;
  if (bytes > MAX_MANIFEST_BYTES) throw new BackupError('too_large');
  const content = await collect(readMember(entry, { bytes, crc32 }), bytes);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch (error) {
    throw new BackupError('not_a_backup', { cause: error });
  }
  return parseManifest(json);
}

async function readStore(members: Members, facts: StoreFacts): Promise<StoreSnapshot> {
  const { name, keyPath, autoIncrement, values } = facts;
  try {
    const binary = await collect(
      readMember(members.get(facts.binary.path), facts.binary),
      facts.binary.bytes
    );
    let at = 0;
    const take = (bytes: number) => {
      if (!Number.isSafeInteger(bytes) || bytes < 0 || bytes > binary.length - at)
        throw new BackupError('damaged');
      at += bytes;
      return binary.slice(at - bytes, at);
    };
    const records: StoredRecord[] = [];
    for await (const line of linesOf(readMember(members.get(values.path), values)))
      records.push(toRecord(decodeValue(JSON.parse(line) as Json, take)));
    if (at !== binary.length || records.length !== facts.records) throw new BackupError('damaged');
    return { name, keyPath, autoIncrement, records };
  } catch (error) {
    throw error instanceof BackupError ? error : new BackupError('damaged', { cause: error });
  }
}

function toRecord(decoded: unknown): StoredRecord {
  if (!Array.isArray(decoded) || decoded.length !== 2) throw new BackupError('damaged');
  const [key, value] = decoded as [IDBValidKey, unknown];
  // Throws for what cannot be a key.
  indexedDB.cmp(key, key);
  return { key, value };
}
