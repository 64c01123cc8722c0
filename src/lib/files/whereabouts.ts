import { copies, copyOf, removeCopies, removeCopy } from './copies.ts';
import { askToRead, fileAt, isReadable } from './folder.ts';
import type { OwnFile } from './own-file.ts';
import { type Place, PlacesStore } from './places.ts';

/**
 * Where the sound of the listener's files is to be had: chosen since the page was opened, copied into the browser, or
 * in a folder that the browser remembers and may read.
 */
export class Whereabouts {
  readonly #chosen = new Map<string, File>();
  readonly #store: PlacesStore;
  #copies: ReadonlyMap<string, number> = new Map();
  #folders: ReadonlyMap<number, FileSystemDirectoryHandle> = new Map();
  #places: ReadonlyMap<string, Place> = new Map();
  #readable: ReadonlySet<number> = new Set();

  constructor(store = new PlacesStore()) {
    this.#store = store;
  }

  /** Looks at everything anew. */
  async look(): Promise<void> {
    const [copied, { folders, places }] = await Promise.all([copies(), this.#store.all()]);
    const readable = await Promise.all(
      Array.from(folders, async ([number, folder]) => ((await isReadable(folder)) ? [number] : []))
    );
    this.#copies = copied;
    this.#folders = folders;
    this.#places = places;
    this.#readable = new Set(readable.flat());
  }

  /** Until the page goes. */
  choose(id: string, file: File): void {
    this.#chosen.set(id, file);
  }

  /** Remembers a folder and the ways to the files in it; those without an id are of no use. */
  async remember(
    folder: FileSystemDirectoryHandle,
    files: readonly { id: string | undefined; path: string[] }[]
  ): Promise<void> {
    const useful = files.flatMap(({ id, path }) => (id === undefined ? [] : [{ id, path }]));
    if (useful.length === 0) return;
    const number = await this.#store.addFolder(folder);
    await this.#store.put(new Map(useful.map(({ id, path }) => [id, { folder: number, path }])));
  }

  isHere({ id, size }: OwnFile): boolean {
    const place = this.#places.get(id);
    return (
      this.#chosen.has(id) ||
      this.isCopied({ id, size }) ||
      (place !== undefined && this.#readable.has(place.folder))
    );
  }

  /** A copy that was broken off is none. */
  isCopied({ id, size }: Pick<OwnFile, 'id' | 'size'>): boolean {
    return this.#copies.get(id) === size;
  }

  /** Whether it would be there if the person allowed it. */
  isLocked({ id }: OwnFile): boolean {
    const place = this.#places.get(id);
    return place !== undefined && this.#folders.has(place.folder) && !this.#readable.has(place.folder);
  }

  /** Folders that the browser wants to be asked for again. */
  get locked(): FileSystemDirectoryHandle[] {
    return [...this.#folders].flatMap(([number, folder]) => (this.#readable.has(number) ? [] : [folder]));
  }

  /** Asks the person, one folder after the other; must be called while they press something. */
  async unlock(): Promise<void> {
    for (const folder of this.locked) if (!(await askToRead(folder))) break;
    await this.look();
  }

  /** @returns undefined where it is nowhere to be had */
  async open({ id, size }: OwnFile): Promise<File | undefined> {
    const chosen = this.#chosen.get(id);
    if (chosen) return chosen;
    if (this.isCopied({ id, size })) return await copyOf(id);
    const place = this.#places.get(id);
    const folder = place && this.#readable.has(place.folder) ? this.#folders.get(place.folder) : undefined;
    return place && folder ? await fileAt(folder, place.path) : undefined;
  }

  /** Of all copies, bytes. */
  get copiedBytes(): number {
    return [...this.#copies.values()].reduce((sum, size) => sum + size, 0);
  }

  /** Removes the copy of a file, and what is known of where it lies. */
  async forget(id: string): Promise<void> {
    this.#chosen.delete(id);
    await removeCopy(id);
    await this.#store.delete(id);
  }

  async removeCopies(): Promise<void> {
    await removeCopies();
    await this.look();
  }

  close(): Promise<void> {
    return this.#store.close();
  }
}
