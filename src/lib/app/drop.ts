/** A drop, as far as it can be read only while its event lasts: the browser empties it then. */
export interface Dropped {
  entries: readonly (FileSystemEntry | null)[];
  /** For browsers that know no entries. */
  loose: readonly File[];
}

/** Whether what is dragged is files, and not a text or a link. */
export function carriesFiles(data: DataTransfer | null): data is DataTransfer {
  return data?.types.includes('Files') ?? false;
}

/** To be called before the first await of the drop's event. */
export function entriesOf(data: DataTransfer): Dropped {
  return {
    entries: Array.from(data.items, (item) => (item.kind === 'file' ? item.webkitGetAsEntry() : null)),
    loose: [...data.files]
  };
}
