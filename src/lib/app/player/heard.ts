import type { OwnPlay } from '$lib/history/index.ts';
import { type Listened, trackOf } from '$lib/player/index.ts';
import * as v from 'valibot';
import type { HistoryThread } from '../history-thread.ts';

const KEY = 'earshot-heard';
const schema = v.array(v.object({ piece: v.string(), startedAt: v.number(), msPlayed: v.number() }));

/**
 * Brings what was heard into the history. Until it is there it waits in the browser's storage, which takes it at once:
 * a page that is being closed has no time for a database.
 */
export class HeardLog {
  constructor(
    private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
    private readonly history: Pick<HistoryThread, 'ask'>
  ) {}

  /** @param listened takes the place of what was noted of the same play before */
  note(listened: Listened): void {
    const others = this.#read().filter(({ startedAt }) => startedAt !== listened.startedAt);
    this.#write([...others, listened]);
  }

  /** Stores everything that waits. What could not be stored waits on. */
  async flush(): Promise<void> {
    const waiting = this.#read();
    if (waiting.length === 0) return;
    const heard = waiting.flatMap(toHeard);
    await this.history.ask((remote) => remote.addPlays(heard));
    // Of one of them more may have been heard in the meantime.
    const stored = new Map(waiting.map(({ startedAt, msPlayed }) => [startedAt, msPlayed]));
    this.#write(this.#read().filter(({ startedAt, msPlayed }) => stored.get(startedAt) !== msPlayed));
  }

  #read(): Listened[] {
    try {
      return v.parse(schema, JSON.parse(this.storage.getItem(KEY) ?? '[]'));
    } catch {
      return [];
    }
  }

  #write(listened: readonly Listened[]): void {
    if (listened.length === 0) this.storage.removeItem(KEY);
    else this.storage.setItem(KEY, JSON.stringify(listened));
  }
}

/** A piece that a later version took out has no name any more. */
function toHeard({ piece, startedAt, msPlayed }: Listened): OwnPlay[] {
  const track = trackOf(piece);
  if (!track) return [];
  const { artist, title, album, uri } = track;
  return [{ artist, title, album, uri, startedAt, msPlayed }];
}
