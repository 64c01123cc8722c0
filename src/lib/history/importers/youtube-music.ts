import { EARLIEST, LATEST } from '../limits.ts';
import { readJsonArrayAt } from '../reading/json-array-at.ts';
import { readJsonArray } from '../reading/json-array.ts';
import { TRUNCATED } from '../reading/problem.ts';
import { isBlank } from '../text.ts';
import { isObject, take } from './checks.ts';
import type { Importer, Rows } from './importer.ts';
import { parseUtc } from './time.ts';
import { youtubeMusicUri } from './uri.ts';
import { MUSIC, nameRecording, showsWatching } from './youtube-names.ts';
import { TitlePhrase } from './youtube-phrase.ts';

/** Records that are kept back until it is known which words are around all titles of the file. */
const SAMPLE = 200;

/** Some tools put the array into an object. */
const WRAPPER = /^\{\s*"items"\s*:\s*(?=\[)/;

/** What was played, with the title as the account's language wraps it. */
interface Watched {
  title: string;
  channel: string;
  url: string;
  /** ms since epoch. */
  startedAt: number;
}

/**
 * The watch history of Google Takeout as JSON. Its name and its titles are translated, its keys are not. It holds all
 * of YouTube; what was played in YouTube Music says so.
 */
export const youtubeMusic = (): Importer => ({
  format: 'youtube-music',
  source: 'youtube-music',

  recognises({ head }) {
    return (
      (head.startsWith('[') || WRAPPER.test(head)) &&
      /"header"\s*:\s*"YouTube/.test(head) &&
      /"time"\s*:/.test(head) &&
      showsWatching(head)
    );
  },

  async read(member, rows) {
    const waiting: Watched[] = [];
    let phrase: TitlePhrase | undefined;
    const flush = () => {
      phrase ??= new TitlePhrase(waiting.map(({ title }) => title));
      for (const watched of waiting.splice(0)) addPlay(watched, phrase, rows);
    };
    const takeNext = (record: unknown) => {
      const watched = takeRecord(record, rows);
      if (watched) waiting.push(watched);
      if (waiting.length >= SAMPLE || phrase) flush();
    };
    try {
      const complete = WRAPPER.test(member.head)
        ? await readJsonArrayAt(member.utf8(), 'items', takeNext)
        : await readJsonArray(member.utf8(), takeNext);
      if (!complete) rows.problem(TRUNCATED);
    } finally {
      flush();
    }
  }
});

/** Counts what is no play, and gives back what may be one. */
function takeRecord(record: unknown, rows: Rows): Watched | undefined {
  if (!isObject(record)) {
    rows.reject('malformed');
    return undefined;
  }
  const { header, title, titleUrl, subtitles, time, details } = record;
  const startedAt = typeof time === 'string' ? parseUtc(time) : NaN;
  if (!(startedAt >= EARLIEST && startedAt <= LATEST) || typeof title !== 'string') {
    rows.reject('malformed');
    return undefined;
  }
  const url = typeof titleUrl === 'string' ? titleUrl : '';
  // Searches are among the records of some accounts; what has no address at all was a video that is gone.
  const other = url !== '' && !url.includes('/watch?');
  if (header !== MUSIC || other || isAdvertisement(details)) {
    rows.reject('not_music');
    return undefined;
  }
  const channel = channelOf(subtitles);
  if (isBlank(title) || channel === undefined || url === '') {
    rows.reject('no_title');
    return undefined;
  }
  return { title, channel, url, startedAt };
}

function addPlay({ title, channel, url, startedAt }: Watched, phrase: TitlePhrase, rows: Rows): void {
  const song = nameRecording(phrase.strip(title), channel);
  take({ ...song, startedAt, uri: youtubeMusicUri(url) }, rows);
}

function channelOf(subtitles: unknown): string | undefined {
  const [first] = Array.isArray(subtitles) ? (subtitles as unknown[]) : [];
  const name = isObject(first) ? first['name'] : undefined;
  return typeof name === 'string' && !isBlank(name) ? name : undefined;
}

/** "From Google Ads", whatever the language. */
function isAdvertisement(details: unknown): boolean {
  return Array.isArray(details) && JSON.stringify(details).includes('Google');
}
