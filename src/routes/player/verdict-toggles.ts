import { type Earshot, type Player, say, verdictOn } from '$lib/app/index.ts';
import { type Song, songKey } from '$lib/history/index.ts';
import type { Track } from '$lib/player/index.ts';
import { verdictsAt } from '$lib/recommender/index.ts';

/** What can be said about the piece that plays. */
export function verdictToggles(earshot: Earshot, player: Player) {
  const { library } = earshot;
  const { track } = player;
  const song = track && songOf(track);
  const liked = song !== undefined && verdictsAt(library.feedback, Date.now()).liked.has(song.key);
  return {
    liked,
    like(): void {
      if (!song) return;
      const verdict = verdictOn(song, 'like', Date.now());
      void (liked ? library.takeFeedbackBack([verdict]) : library.giveFeedback(verdict));
    },
    /** Not for me: never again, and on to the next piece. */
    hide(): void {
      if (!song) return;
      const nothing = () => undefined;
      say(earshot, song, 'not-for-me', { toUndo: false, onUndone: nothing, onLeft: nothing });
      player.next();
    }
  };
}

/** Verdicts go by the names alone. */
function songOf({ artist, title }: Track): Song {
  return { key: songKey(artist, title), artist, title };
}
