import type { DBSchema } from 'idb';
import { Database, type Migration } from '../storage/index.ts';

/** Where a file lies in a folder that the browser remembers. */
export interface Place {
  folder: number;
  path: string[];
}

interface PlacesSchema extends DBSchema {
  folders: { key: number; value: FileSystemDirectoryHandle };
  /** By id of the file. */
  places: { key: string; value: Place };
}

/** Handles mean something on this device alone: no backup holds this database. */
export const PLACES_DATABASE = 'earshot-places';
const MIGRATIONS: readonly Migration<PlacesSchema>[] = [
  (db) => {
    db.createObjectStore('folders', { autoIncrement: true });
    db.createObjectStore('places');
  }
];

/** The folders that the listener chose, and which files lie in them. */
export class PlacesStore {
  readonly #database: Database<PlacesSchema>;

  constructor(name = PLACES_DATABASE) {
    this.#database = new Database(name, MIGRATIONS);
  }

  async all(): Promise<{
    folders: Map<number, FileSystemDirectoryHandle>;
    places: Map<string, Place>;
  }> {
    return await this.#database.use(async (db) => {
      const transaction = db.transaction(['folders', 'places']);
      const [folders, places] = [transaction.objectStore('folders'), transaction.objectStore('places')];
      const [numbers, handles, ids, all] = await Promise.all([
        folders.getAllKeys(),
        folders.getAll(),
        places.getAllKeys(),
        places.getAll()
      ]);
      return { folders: zip(numbers, handles), places: zip(ids, all) };
    });
  }

  /** @returns its number; the one that it has where it was chosen before */
  async addFolder(handle: FileSystemDirectoryHandle): Promise<number> {
    const { folders } = await this.all();
    for (const [number, known] of folders) if (await known.isSameEntry(handle)) return number;
    return await this.#database.use((db) => db.add('folders', handle));
  }

  async put(places: ReadonlyMap<string, Place>): Promise<void> {
    await this.#database.use(async (db) => {
      const transaction = db.transaction('places', 'readwrite');
      await Promise.all([
        ...Array.from(places, ([id, place]) => transaction.store.put(place, id)),
        transaction.done
      ]);
    });
  }

  /** Forgets where a file lies, and its folder where that was the last one in it. */
  async delete(id: string): Promise<void> {
    await this.#database.use(async (db) => {
      const transaction = db.transaction(['folders', 'places'], 'readwrite');
      const places = transaction.objectStore('places');
      const place = await places.get(id);
      await places.delete(id);
      const left = await places.getAll();
      if (place && left.every(({ folder }) => folder !== place.folder))
        await transaction.objectStore('folders').delete(place.folder);
      await transaction.done;
    });
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}

function zip<Key, Value>(keys: readonly Key[], values: readonly Value[]): Map<Key, Value> {
  const pairs = keys.flatMap((key, i): [Key, Value][] => {
    const value = values[i];
    return value === undefined ? [] : [[key, value]];
  });
  return new Map(pairs);
}
