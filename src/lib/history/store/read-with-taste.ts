import type { IDBPDatabase } from 'idb';
import { LocalTime } from '../local-time.ts';
import { readContents } from './contents.ts';
import { visibleRows } from './plays.ts';
import type { HistorySchema } from './schema.ts';
import { NO_SUMMARY } from './summary.ts';
import { keptOut } from './taste.ts';

/** Everything stored, and by visible row whether it is kept out of taste, as of one moment. */
export async function readWithTaste(db: IDBPDatabase<HistorySchema>, timeZone: string) {
  const transaction = db.transaction([
    'segments',
    'tracks',
    'origins',
    'imports',
    'meta',
    'exclusions',
    'privateSessions'
  ]);
  const [{ events, tracks }, summary, records, privateSessions] = await Promise.all([
    readContents(transaction),
    transaction.objectStore('meta').get('summary'),
    transaction.objectStore('exclusions').getAll(),
    transaction.objectStore('privateSessions').getAll()
  ]);
  const exclusions = records.map(({ exclusion }) => exclusion);
  const rows = visibleRows(events);
  const excluded = keptOut(events, tracks, rows, { exclusions, privateSessions }, new LocalTime(timeZone));
  return { events, tracks, rows, excluded, revision: (summary ?? NO_SUMMARY).revision };
}
