import { parseArgs } from 'node:util';
import { openCollector, type Collector } from '../collector/index.ts';
import { BUILD, ensureBuilt } from './build.ts';
import { serve } from './serve.ts';

/**
 * `npm start [-- --port N --data DIR]`: builds the app if needed, and serves it and the collector on this machine.
 * With DATABASE_URL the collector keeps its sums in that Postgres (in DATABASE_SHARDS shards), else below DIR.
 */
const DEFAULT_PORT = 4173;
const DEFAULT_DATA = '.earshot';
const DEFAULT_SHARDS = 2;

const { port, data, postgres } = readOptions();
ensureBuilt(console.log);
const collector = await open();
try {
  const { url, close } = await serve({ root: BUILD, port, collector });
  console.log(`Earshot is at ${url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void close()
        .then(() => collector.close())
        .then(() => process.exit(0));
    });
  }
} catch (error) {
  await collector.close();
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
  console.error(
    `Port ${port} is taken. Stop what runs there, or choose another: npm start -- --port ${port + 1}`
  );
  process.exit(1);
}

async function open(): Promise<Collector> {
  try {
    return await openCollector({ folder: data, ...(postgres && { postgres }) });
  } catch (error) {
    console.error(
      `The collector cannot open its data: ${error instanceof Error ? error.message : String(error)}`
    );
    return process.exit(1);
  }
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: String(DEFAULT_PORT) },
        data: { type: 'string', default: DEFAULT_DATA }
      }
    });
    const url = process.env['DATABASE_URL'];
    const shards = Number(process.env['DATABASE_SHARDS'] ?? DEFAULT_SHARDS);
    const number = Number(values.port);
    if (isWhole(number, 0, 65_535) && isWhole(shards, 1, 1024))
      return { port: number, data: values.data, postgres: url ? { url, shards } : undefined };
  } catch {
    // An unknown option: the usage below says what there is.
  }
  console.error(
    'Usage: npm start [-- --port N --data DIR], with N from 0 to 65535; DATABASE_SHARDS from 1 to 1024'
  );
  return process.exit(2);
}

function isWhole(value: number, low: number, high: number): boolean {
  return Number.isInteger(value) && value >= low && value <= high;
}
