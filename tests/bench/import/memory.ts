import { readFileSync, readdirSync } from 'node:fs';

/** ms between two looks. */
const EVERY = 20;

/** Highest memory over what there was at the start, in MB (a million bytes). */
export interface Peak {
  /** Resident memory of the processes that run pages and workers, as Linux counts it. */
  renderers: number;
  /** The same of the whole browser, whose main process writes the databases. */
  browser: number;
}

/** Watches a browser's memory while `work` runs. Works where there is /proc. */
export async function watchMemory(profile: string, work: () => Promise<void>): Promise<Peak> {
  const start = residentBytes(profile);
  const peak = { ...start };
  const timer = setInterval(() => {
    const now = residentBytes(profile);
    peak.renderers = Math.max(peak.renderers, now.renderers);
    peak.browser = Math.max(peak.browser, now.browser);
  }, EVERY);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return {
    renderers: (peak.renderers - start.renderers) / 1e6,
    browser: (peak.browser - start.browser) / 1e6
  };
}

interface Process {
  id: number;
  parent: number;
  command: string;
}

function residentBytes(profile: string): Peak {
  const processes = readProcesses();
  const root = processes.find(
    ({ command }) => command.includes(`--user-data-dir=${profile}`) && !command.includes('--type=')
  );
  if (!root) throw new Error('The browser is not among the processes.');
  const family = new Set([root.id]);
  // Children may be listed before their parents.
  for (let size = 0; size < family.size;) {
    size = family.size;
    for (const { id, parent } of processes) if (family.has(parent)) family.add(id);
  }
  const sum: Peak = { renderers: 0, browser: 0 };
  for (const { id, command } of processes) {
    if (!family.has(id)) continue;
    const bytes = 1024 * Number(/^VmRSS:\s+(\d+) kB/m.exec(readProc(`${id}/status`))?.[1] ?? 0);
    sum.browser += bytes;
    if (command.includes('--type=renderer')) sum.renderers += bytes;
  }
  return sum;
}

function readProcesses(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({
      id: Number(name),
      parent: Number(/^PPid:\s+(\d+)/m.exec(readProc(`${name}/status`))?.[1] ?? 0),
      command: readProc(`${name}/cmdline`).replaceAll('\0', ' ')
    }));
}

/** Processes end while they are looked at. */
function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return '';
  }
}
