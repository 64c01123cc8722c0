import { type Earshot, type Player, say, verdictOn } from '$lib/app/index.ts';
import { songKey } from '$lib/history/index.ts';
import { verdictsAt } from '$lib/recommender/index.ts';

/** What can be said about the piece that plays. */
export function verdictToggles(earshot: Earshot, player: Player) {
  const { library } = earshot;
  const { track } = player;
  const song = track && { ...track, key: songKey(track.artist, track.title) };
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
