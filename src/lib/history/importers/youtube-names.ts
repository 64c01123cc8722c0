import { MAX_NAME_LENGTH } from '../limits.ts';
import { isBlank } from '../text.ts';

/** Channels that YouTube makes for artists end so, in the account's language. */
const TOPIC = /\s[-–]\s(?:Topic|Thema|Tema|Thème|Тема|トピック|주제|主题|主題)$/u;
/** Of the channels of music videos. */
const VEVO = /\s?VEVO$/i;
const ADDRESS = /^\s*https?:\/\/\S*\s*$/;
/** More than is stored of any name, see `cleanName`. */
const MAX_UNITS = 4 * MAX_NAME_LENGTH;
const DASH = /\s[-–—]\s/u;
/** What is said of a video in brackets and not of the song. */
const VIDEO_NOTE =
  /\s*[([【][^()[\]【】]*\b(?:official|video|audio|lyrics?|visuali[sz]er|clip|vid[eé]o|oficial|officiel|offiziell\w*|ufficiale|hd|hq|4k|m\/?v)\b[^()[\]【】]*[)\]】]/giu;

/**
 * Artist and title of what was played. A topic channel is named after its artist. Any other channel shows videos,
 * whose titles mostly name both. Where the video is gone, its address stands for its title, and there is neither.
 */
export function nameRecording(video: string, channel: string): { artist: string; title: string } {
  // Names are cut when they are stored; the patterns take their time with endless ones.
  const title = video.slice(0, MAX_UNITS);
  if (ADDRESS.test(title)) return { artist: '', title: '' };
  if (TOPIC.test(channel)) return { artist: channel.replace(TOPIC, ''), title };
  const song = title.replace(VIDEO_NOTE, '').trim() || title;
  const dash = DASH.exec(song);
  if (dash) {
    const artist = song.slice(0, dash.index);
    const rest = song.slice(dash.index + dash[0].length);
    if (!isBlank(artist) && !isBlank(rest)) return { artist, title: rest };
  }
  return { artist: channel.replace(VEVO, '') || channel, title: song };
}

const WATCHED = /youtube\.com\/watch\?v(?:=|\\u003d)/gi;
const SEARCHED = /\/(?:results\?search_query|search\?q)(?:=|\\u003d)/gi;

/** True where text from the beginning of a file shows what was watched and not what was searched for. */
export function showsWatching(head: string): boolean {
  return (head.match(WATCHED) ?? []).length > (head.match(SEARCHED) ?? []).length;
}

/** True of the address of a search, whose words are nobody's business. */
export function isSearch(url: string): boolean {
  return url.search(SEARCHED) >= 0;
}

/** How YouTube Music is called everywhere. What carries another header was watched on YouTube itself. */
export const MUSIC = 'YouTube Music';
