import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const DEBIAN = '/usr/lib/postgresql';

/** The folder with Postgres's programs, the newest where there are several. */
export function findPostgres(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  return versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(DEBIAN, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')));
}

/** Finds Postgres or installs Debian's. @returns what to do where that is not possible; the tests then leave it out */
export function ensurePostgres(): string | undefined {
  if (findPostgres()) return undefined;
  const advice = 'no Postgres: its tests are left out (Debian, Ubuntu: "sudo apt install postgresql")';
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return advice;
  console.log('No Postgres found: installing the Debian package "postgresql".');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env, stdio: ['ignore', 'ignore', 'inherit'] as const, timeout: 240_000 };
  try {
    execFileSync('apt-get', ['update', '-qq'], { ...options, stdio: [...options.stdio] });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'postgresql'], {
      ...options,
      stdio: [...options.stdio]
    });
  } catch {
    return advice;
  }
  return findPostgres() ? undefined : advice;
}

export interface Server {
  url: string;
  /** Stops it and deletes what it held. */
  stop: () => Promise<void>;
}

/**
 * A Postgres of its own in a new folder, on a free port of this machine, with Debian's settings. It refuses to run as
 * root: then it is run as the user "postgres", whom the package makes.
 */
export async function startPostgres(programs: string): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-postgres-'));
  const user = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  const run = { ...user, cwd: folder, stdio: 'ignore' as const };
  const data = join(folder, 'data');
  execFileSync(join(programs, 'initdb'), ['-D', data, '-U', 'earshot', '-A', 'trust', '-E', 'UTF8'], run);
  const port = await freePort();
  const flags = { listen_addresses: '127.0.0.1', port, unix_socket_directories: folder };
  const settings = Object.entries(flags).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(join(programs, 'postgres'), ['-D', data, ...settings], run);
  const ended = new Promise<void>((resolve) => server.once('close', resolve));
  for (let tries = 0; !isReady(programs, port); tries++) {
    if (tries > 150 || server.exitCode !== null) throw new Error('Postgres did not start');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return {
    url: `postgres://earshot@127.0.0.1:${port}/postgres`,
    async stop() {
      // Fast shutdown: does not wait for clients.
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

function isReady(programs: string, port: number): boolean {
  try {
    execFileSync(join(programs, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function idOf(option: '-u' | '-g'): number {
  return Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }));
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
