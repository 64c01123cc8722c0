type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * A storage that takes everything: what the browser has no room for stays as long as the page, so that music goes on.
 * @param onFull told the first time that something does not find its room
 */
export function withOverflow(storage: Store, onFull: () => void): Store {
  const overflow = new Map<string, string>();
  let told = false;
  return {
    getItem: (key) => overflow.get(key) ?? storage.getItem(key),
    setItem: (key, value) => {
      overflow.delete(key);
      try {
        storage.setItem(key, value);
      } catch (error) {
        if (!(error instanceof DOMException)) throw error;
        overflow.set(key, value);
        if (!told) onFull();
        told = true;
      }
    },
    removeItem: (key) => {
      overflow.delete(key);
      storage.removeItem(key);
    }
  };
}
