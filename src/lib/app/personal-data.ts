import { privateFiles } from '$lib/files/index.ts';

const DATABASES = [
  'earshot-history',
  'earshot-model',
  'earshot-device',
  'earshot-telemetry',
  'earshot-files',
  'earshot-places'
];

/**
 * Deletes everything personal that this origin keeps in the browser. The app itself, which the service worker
 * keeps for offline use, stays.
 * @param onBlocked called while another tab holds on to a database; the deletion goes on by itself once that tab
 * lets go.
 */
export async function deletePersonalData(onBlocked: () => void): Promise<void> {
  // Firefox before 126 cannot list its databases.
  const listed = 'databases' in indexedDB ? await indexedDB.databases() : [];
  const names = new Set([...DATABASES, ...listed.flatMap(({ name }) => name ?? [])]);
  await Promise.all([...names].map((name) => deleteDatabase(name, onBlocked)));
  await deletePersonalCaches();
  await deleteCopies();
  localStorage.clear();
  sessionStorage.clear();
}

function deleteDatabase(name: string, onBlocked: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onblocked = onBlocked;
    request.onsuccess = () => {
      resolve();
    };
    request.onerror = () => {
      reject(request.error ?? new Error(`The database ${name} could not be deleted.`));
    };
  });
}

/** Empties the private file system. */
async function deleteCopies(): Promise<void> {
  const root = await privateFiles();
  if (!root) return;
  const names: string[] = [];
  for await (const name of root.keys()) names.push(name);
  await Promise.all(names.map((name) => root.removeEntry(name, { recursive: true })));
}

async function deletePersonalCaches(): Promise<void> {
  if (!('caches' in globalThis)) return;
  const names = await caches.keys();
  const personal = names.filter((name) => !name.startsWith('workbox-precache'));
  await Promise.all(personal.map((name) => caches.delete(name)));
}
