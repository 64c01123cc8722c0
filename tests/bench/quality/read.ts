import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { PlayLog } from '../../../src/lib/recommender/mixture/log.ts';
import { UsageError } from '../bench.ts';

export type Format = 'plays' | 'leave-one-out';

/** @param path of a text file, gzipped where it ends in .gz. @throws UsageError */
export function readData(path: string, format: Format): PlayLog {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    throw new UsageError(`There is no readable file ${path}.`);
  }
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return format === 'plays' ? readPlays(text) : readSequences(text);
}

const HEADER = 'user_id,session_id,song_id,ts,playtime';

/**
 * CSV with the header `user_id,session_id,song_id,ts,playtime`, ts in Unix seconds; `playtime` is not used and may be
 * missing. Rows may come in any order. @throws UsageError
 */
export function readPlays(text: string): PlayLog {
  const [header = '', ...lines] = text.trimEnd().split(/\r?\n/);
  if (!HEADER.startsWith(header.trim()) || !header.includes('ts')) {
    throw new UsageError(`The first line is not "${HEADER}".`);
  }
  const rows = lines.map((line, i) => {
    const cells = line.split(',');
    const [user, session, song, ts] = cells
      .slice(0, 4)
      .map((cell) => (cell.trim() === '' ? NaN : Number(cell)));
    const whole = [user, session, song, ts].every((cell) => Number.isSafeInteger(cell));
    if (!whole || (ts ?? -1) < 0)
      throw new UsageError(`Line ${i + 2} is not user, session, song and time: "${line}".`);
    return { user: user ?? 0, session: session ?? 0, song: song ?? 0, ts: ts ?? 0 };
  });
  if (rows.length === 0) throw new UsageError('There are no plays in the file.');
  rows.sort((a, b) => a.user - b.user || a.ts - b.ts);
  return logOf(rows.map(({ user, session, song, ts }) => ({ user, session, song, at: ts * 1000 })));
}

/** Made up for orders without times, ms between two items. */
const STEP = 4 * 60_000;

/** One listener a line: `user item item ...`, oldest first. @throws UsageError */
export function readSequences(text: string): PlayLog {
  const users = new Set<number>();
  const rows = text
    .trimEnd()
    .split(/\r?\n/)
    .flatMap((line, i) => {
      const [user = NaN, ...songs] = line.trim().split(/\s+/).map(Number);
      if (![user, ...songs].every((cell) => Number.isSafeInteger(cell))) {
        throw new UsageError(`Line ${i + 1} is not a user and items, all whole numbers.`);
      }
      if (songs.length < 3) throw new UsageError(`Line ${i + 1} has fewer than three items.`);
      if (users.has(user)) throw new UsageError(`Line ${i + 1}: user ${user} has a line already.`);
      users.add(user);
      return songs.map((song, place) => ({ user, session: user, song, at: place * STEP }));
    });
  return logOf(rows);
}

function logOf(rows: readonly { user: number; session: number; song: number; at: number }[]): PlayLog {
  const numbers = new Map<number, number>();
  const listeners = new Map<number, number>();
  const sessions = new Map<string, number>();
  const numberIn = <K>(map: Map<K, number>, key: K) => {
    const known = map.get(key) ?? map.size;
    map.set(key, known);
    return known;
  };
  return {
    item: Int32Array.from(rows, ({ song }) => numberIn(numbers, song)),
    at: Float64Array.from(rows, ({ at }) => at),
    session: Int32Array.from(rows, ({ user, session }) => numberIn(sessions, `${user} ${session}`)),
    listener: Int32Array.from(rows, ({ user }) => numberIn(listeners, user)),
    items: numbers.size
  };
}
