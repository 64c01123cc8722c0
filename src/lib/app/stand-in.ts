/**
 * Where a browser keeps nothing for a site, the very names of its stores throw. Then settings live as long as the page,
 * and all that reads or writes them goes on. Found out when a store is first asked for, which takes a phone 10 ms.
 */
export function standInForStores(): void {
  for (const name of ['localStorage', 'sessionStorage'] as const) {
    const own = Object.getOwnPropertyDescriptor(globalThis, name);
    let store: Storage | undefined;
    Object.defineProperty(globalThis, name, { configurable: true, get: () => (store ??= storeOr(own)) });
  }
}

function storeOr(own: PropertyDescriptor | undefined): Storage {
  try {
    const store = own?.get?.call(globalThis) as Storage;
    store.getItem('');
    return store;
  } catch {
    return memoryStore();
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
