/**
 * Where a browser keeps nothing for a site, the very names of its stores throw. Then settings live as long as the page,
 * and all that reads or writes them goes on.
 */
export function standInForStores(): void {
  for (const name of ['localStorage', 'sessionStorage'] as const) {
    try {
      globalThis[name].getItem('');
    } catch {
      Object.defineProperty(globalThis, name, { value: memoryStore() });
    }
  }
}

/** A store that keeps nothing beyond the page. */
export function memoryStore(): Storage {
  const values = new Map<string, string>();
  return {
    get length() {
      return values.size;
    },
    key: (index) => [...values.keys()][index] ?? null,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => {
      values.set(key, value);
    },
    removeItem: (key) => {
      values.delete(key);
    },
    clear: () => {
      values.clear();
    }
  };
}
