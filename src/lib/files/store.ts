import type { DBSchema } from 'idb';
import { Database, type Migration, type Restorable, withLock } from '../storage/index.ts';
import { type OwnFile, parseOwnFile } from './own-file.ts';

interface FilesSchema extends DBSchema {
  files: { key: string; value: OwnFile };
}

const FILES_DATABASE = 'earshot-files';
const MIGRATIONS: readonly Migration<FilesSchema>[] = [
  (db) => {
    db.createObjectStore('files', { keyPath: 'id' });
  }
];

/** What is known of the listener's audio files, wherever they lie. */
export class FilesStore {
  readonly #database: Database<FilesSchema>;

  constructor(private readonly name = FILES_DATABASE) {
    this.#database = new Database(name, MIGRATIONS);
  }

  /** In no order, those that were removed too; without what this version cannot read. */
  async all(): Promise<OwnFile[]> {
    const stored: unknown[] = await this.#database.use((db) => db.getAll('files'));
    return stored.flatMap((each) => parseOwnFile(each) ?? []);
  }

  /** Whether it is on the list. */
  async has(id: string): Promise<boolean> {
    const stored = await this.#database.use((db) => db.get('files', id));
    return stored !== undefined && stored.removed !== true;
  }

  async put(file: OwnFile): Promise<void> {
    await withLock(this.name, () => this.#database.use((db) => db.put('files', file)));
  }

  /** For good. */
  async delete(id: string): Promise<void> {
    await withLock(this.name, () => this.#database.use((db) => db.delete('files', id)));
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}

/** A backup holds the list, not the music: on another device the files have to be chosen again. */
export const filesBackup: Restorable = {
  name: FILES_DATABASE,
  lock: FILES_DATABASE,
  migrations: MIGRATIONS as unknown as Restorable['migrations'],
  derived: false,
  accepts: (contents) => (contents.get('files') ?? []).every(({ value }) => parseOwnFile(value) !== undefined)
};
