import { artistKey, type Feedback, type FeedbackKind, type Song } from '$lib/history/index.ts';
import type { Earshot } from '../earshot.svelte.ts';
import { shorten } from '../reasons.ts';

const LONGEST_NAME = 40;

/** Where the keyboard focus goes around saying something. */
export interface SayFocus {
  /** True when the keyboard did it: then the focus moves to the way back. */
  toUndo: boolean;
  onUndone: () => void;
  onLeft: () => void;
}

/** A verdict on a song, or on its artist. @param now ms since epoch */
export function verdictOn(song: Song, kind: FeedbackKind, now: number): Feedback {
  return { kind, subject: kind === 'less-of-artist' ? artistKey(song.artist) : song.key, givenAt: now };
}

/** Remembers what was said about a recommendation, and offers a way back. */
export function say(
  { library, notices }: Pick<Earshot, 'library' | 'notices'>,
  song: Song,
  kind: Exclude<FeedbackKind, 'like'>,
  focus: SayFocus
): void {
  const verdict = verdictOn(song, kind, Date.now());
  void library.giveFeedback(verdict);
  notices.show({
    text: answerTo(song, kind),
    action: {
      label: 'Undo',
      run: () => {
        void library.takeFeedbackBack([verdict]);
        focus.onUndone();
      }
    },
    takesFocus: focus.toUndo,
    onLeft: focus.onLeft
  });
}

function answerTo({ title, artist }: Song, kind: Exclude<FeedbackKind, 'like'>): string {
  switch (kind) {
    case 'not-for-me':
      return `“${shorten(title, LONGEST_NAME)}” won’t be recommended again.`;
    case 'not-now':
      return `“${shorten(title, LONGEST_NAME)}” is hidden for 30 days.`;
    case 'less-of-artist':
      return `Songs by ${shorten(artist, LONGEST_NAME)} move down your list.`;
  }
}
