// Runs in a page before its own scripts; plain JavaScript, because the page gets it as it is written.

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('not read'));
    };
  });
}

/** @param {string} name */
async function read(name) {
  /** @type {Record<string, unknown[]>} */
  const stores = {};
  if (!(await indexedDB.databases()).some((one) => one.name === name)) return stores;
  const db = await done(indexedDB.open(name));
  for (const store of db.objectStoreNames)
    stores[store] = /** @type {unknown[]} */ (await done(db.transaction(store).objectStore(store).getAll()));
  db.close();
  return stores;
}

Object.assign(globalThis, {
  stored: async () => {
    const history = await read('earshot-history');
    const telemetry = await read('earshot-telemetry');
    const [summary] = /** @type {{ plays: number, skips: number }[]} */ (history['meta'] ?? []);
    const feedback = /** @type {{ kind: string }[]} */ (history['feedback'] ?? []);
    const imports = /** @type {{ files: { path: string }[] }[]} */ (history['imports'] ?? []);
    return {
      plays: summary?.plays ?? 0,
      skips: summary?.skips ?? 0,
      files: [...new Set(imports.flatMap(({ files }) => files.map(({ path }) => path)))],
      likes: feedback.filter(({ kind }) => kind === 'like').length,
      entries: telemetry['ledger']?.length ?? 0,
      waiting: telemetry['outbox']?.length ?? 0,
      bytes: (await navigator.storage.estimate()).usage ?? 0
    };
  }
});
