/** Personal: deleted with everything else. */
const CACHE = 'earshot-shared';
const NAME_HEADER = 'X-File-Name';

/**
 * Keeps files that another app has shared with this one until a page takes them.
 * @throws DOMException where there is no room for them
 */
export async function keepShared(files: readonly File[]): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const file of files) {
    const headers = { [NAME_HEADER]: encodeURIComponent(file.name), 'Content-Type': file.type };
    await cache.put(`/shared-files/${crypto.randomUUID()}`, new Response(file, { headers }));
  }
}

/** The files that were kept, in their order. They stay until `forget`, so that a page that is closed loses none. */
export async function takeShared(): Promise<{ files: File[]; forget: () => Promise<void> }> {
  const cache = await caches.open(CACHE);
  const keys = await cache.keys();
  const files: File[] = [];
  for (const key of keys) {
    const kept = await cache.match(key);
    if (!kept) continue;
    const blob = await kept.blob();
    const name = decodeURIComponent(kept.headers.get(NAME_HEADER) ?? '');
    files.push(new File([blob], name, { type: blob.type }));
  }
  return {
    files,
    forget: async () => {
      await Promise.all(keys.map((key) => cache.delete(key)));
    }
  };
}
