import { parseArgs } from 'node:util';
import { BUILD, ensureBuilt } from './build.ts';
import { serve } from './serve.ts';

/** `npm start [-- --port N]`: builds the app if needed and serves it on this machine. */
const DEFAULT_PORT = 4173;

const port = readPort();
ensureBuilt(console.log);
try {
  const { url } = await serve({ root: BUILD, port });
  console.log(`Earshot is at ${url}`);
} catch (error) {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
  console.error(
    `Port ${port} is taken. Stop what runs there, or choose another: npm start -- --port ${port + 1}`
  );
  process.exit(1);
}

function readPort(): number {
  try {
    const { values } = parseArgs({ options: { port: { type: 'string', default: String(DEFAULT_PORT) } } });
    const value = Number(values.port);
    if (Number.isInteger(value) && value >= 0 && value < 65_536) return value;
  } catch {
    // An unknown option: the usage below says what there is.
  }
  console.error('Usage: npm start [-- --port N], with N from 0 to 65535');
  return process.exit(2);
}
