/** Where the app keeps its settings. */
export type Settings = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * A storage that takes everything: what the browser has no room for stays as long as the page, so that it goes on.
 * @param storageOf the browser's; asked for when it is first needed
 * @param onFull told the first time that something does not find its room
 */
export function withOverflow(storageOf: () => Settings, onFull: () => void): Settings {
  const overflow = new Map<string, string>();
  let told = false;
  return {
    getItem: (key) => overflow.get(key) ?? storageOf().getItem(key),
    setItem: (key, value) => {
      overflow.delete(key);
      try {
        storageOf().setItem(key, value);
      } catch (error) {
        if (!(error instanceof DOMException)) throw error;
        overflow.set(key, value);
        if (!told) onFull();
        told = true;
      }
    },
    removeItem: (key) => {
      overflow.delete(key);
      storageOf().removeItem(key);
    }
  };
}
