import { explain } from '../errors.ts';
import { Archive } from './archive.ts';
import { readDatabase } from './database.ts';
import { FORMAT, FORMAT_VERSION, MANIFEST, type Manifest, type StoreFacts } from './manifest.ts';
import { encodeValue } from './value.ts';

const encoder = new TextEncoder();

/**
 * Packs whole databases, each as it is at one moment, and settings into one zip: `manifest.json` and, for each store,
 * its records as lines of JSON and the bytes of their typed arrays. Databases that do not exist are left out. Takes
 * the processor for seconds: not for the page's own thread.
 * @param onProgress told the share that is done, 0 ... 1.
 * @throws StorageError
 */
export async function writeBackup({
  databases,
  settings,
  app,
  createdAt,
  onProgress
}: {
  databases: readonly string[];
  settings: Readonly<Record<string, string>>;
  /** Version of the app. */
  app: string;
  /** ms since epoch. */
  createdAt: number;
  onProgress?: (fraction: number) => void;
}): Promise<Blob> {
  const archive = new Archive(createdAt);
  const manifest: Manifest = {
    format: FORMAT,
    version: FORMAT_VERSION,
    app,
    createdAt,
    databases: [],
    settings: { ...settings }
  };
  for (const [index, name] of databases.entries()) {
    const tell = (fraction: number) => onProgress?.((index + fraction) / databases.length);
    const stores: StoreFacts[] = [];
    const version = await packDatabase(name, archive, stores, tell);
    if (version !== undefined) manifest.databases.push({ name, version, stores });
  }
  // Last, because of the checksums.
  const file = archive.open(MANIFEST);
  file.write(encoder.encode(JSON.stringify(manifest, null, 1)));
  file.close();
  onProgress?.(1);
  return archive.finish();
}

async function packDatabase(
  name: string,
  archive: Archive,
  stores: StoreFacts[],
  onProgress: (fraction: number) => void
): Promise<number | undefined> {
  let open: ReturnType<typeof packStore> | undefined;
  const close = () => {
    if (open) stores.push(open.close());
  };
  try {
    const version = await readDatabase(name, {
      store(shape, records) {
        close();
        open = packStore(archive, `${name}/${shape.name}`, { ...shape, records }, onProgress);
      },
      record: ({ key, value }) => open?.add(key, value)
    });
    close();
    return version;
  } catch (error) {
    throw explain(error);
  }
}

function packStore(
  archive: Archive,
  path: string,
  facts: Omit<StoreFacts, 'values' | 'binary'>,
  onProgress: (fraction: number) => void
) {
  const values = archive.open(`${path}.jsonl`);
  const binary = archive.open(`${path}.bin`);
  let packed = 0;
  return {
    add(key: IDBValidKey, value: unknown): void {
      const emit = (bytes: Uint8Array) => {
        binary.write(bytes);
      };
      values.write(encoder.encode(`${JSON.stringify(encodeValue([key, value], emit))}\n`));
      onProgress(++packed / facts.records);
    },
    close(): StoreFacts {
      return { ...facts, values: values.close(), binary: binary.close() };
    }
  };
}
