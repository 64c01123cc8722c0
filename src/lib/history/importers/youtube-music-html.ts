import type { Problem } from '../types.ts';
import { TRUNCATED } from '../reading/problem.ts';
import { take } from './checks.ts';
import type { Importer, Rows, Surroundings } from './importer.ts';
import { LocalDates } from './local-dates.ts';
import { youtubeMusicUri } from './uri.ts';
import { type Cell, CellReader, readCell } from './youtube-cells.ts';
import { MUSIC, isSearch, nameRecording, showsWatching } from './youtube-names.ts';

/** Cells that are kept back until the language of their dates is known. */
const SAMPLE = 200;

/**
 * The watch history of Google Takeout as a web page, which is how Takeout gives it unless asked for JSON. Its dates
 * are written for people, in the language and the time zone of the account.
 */
export const youtubeMusicHtml = (): Importer => ({
  format: 'youtube-music-html',
  source: 'youtube-music-html',

  recognises({ path, head }) {
    if (!head.startsWith('<') || !head.includes('mdl-')) return false;
    if (head.includes('outer-cell"') || head.includes('outer-cell mdl-')) {
      return head.includes('YouTube') && showsWatching(head);
    }
    // Its styles may fill the beginning. The name is never translated.
    return /<title>[^<]*YouTube/i.test(head) || /youtube[^]*\/[^/]+$/i.test(path);
  },

  async read(member, rows, surroundings) {
    const page = new Page(rows, surroundings);
    const cells = new CellReader();
    try {
      for await (const piece of member.text()) for (const cell of cells.push(piece)) page.take(cell);
      const { last, complete } = cells.end();
      if (last !== undefined) page.take(last);
      if (!complete) rows.problem(TRUNCATED);
    } finally {
      page.end();
    }
  }
});

class Page {
  #waiting: Cell[] = [];
  #dates: LocalDates | undefined;
  #taken = 0;
  #unreadable = 0;

  constructor(
    private readonly rows: Rows,
    private readonly surroundings: Surroundings
  ) {}

  take(text: string): void {
    const cell = readCell(text);
    if (!cell) {
      this.rows.reject('malformed');
      return;
    }
    // What was searched for is no record of listening, and its words are not looked at.
    if (isSearch(cell.url)) return;
    this.#waiting.push(cell);
    if (this.#dates || this.#waiting.length >= SAMPLE) this.#flush();
  }

  end(): void {
    this.#flush();
    if (this.#unreadable > this.#taken / 2) this.rows.problem(UNREADABLE_DATES);
  }

  #flush(): void {
    if (this.#waiting.length === 0) return;
    if (!this.#dates) {
      this.#dates = new LocalDates(this.surroundings.timeZone);
      this.#dates.learn(this.#waiting.map(({ date }) => date));
    }
    for (const cell of this.#waiting.splice(0)) this.#count(cell, this.#dates.parse(cell.date));
  }

  #count({ header, title, url, channel }: Cell, startedAt: number): void {
    this.#taken++;
    if (Number.isNaN(startedAt)) this.#unreadable++;
    const song = channel === '' ? { artist: '', title: '' } : nameRecording(title, channel);
    take({ ...song, startedAt, music: header === MUSIC, uri: youtubeMusicUri(url) }, this.rows);
  }
}

const UNREADABLE_DATES: Problem = {
  code: 'unreadable_dates',
  message:
    'Earshot cannot read most of the dates in this file, because they are written for people, each language in its own way. Ask Google Takeout for your history again and choose JSON as its format: there they are the same everywhere.'
};
