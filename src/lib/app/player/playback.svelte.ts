import { type Artwork, type Controls, Deck, type Entry, LockScreen, trackOf } from '$lib/player/index.ts';
import { Bookmark, type Place } from './bookmark.ts';
import type { HeardLog } from './heard.ts';
import { OneTab } from './one-tab.ts';
import { noteRecommended } from './recommended.ts';
import { Recorder } from './recorder.ts';
import { Sounds } from './sounds.ts';

interface PlaybackListener {
  /** A sign of life: several times a second while it plays. */
  onchange: () => void;
  /** The piece is over, or so near its end that the next one is to fade in. */
  onend: () => void;
  onproblem: (error: unknown) => void;
  /** There is something new in the log. */
  onheard: () => void;
}

/** The sound of one place of the queue at a time: heard, shown to the system, and noted down. */
export class Playback {
  /** Whether it is to sound; while `waiting` as well, it has yet to be made. */
  playing = $state.raw(false);
  waiting = $state.raw(false);
  /** Seconds. */
  position = $state.raw(0);

  /** What the deck has. */
  #entry: Entry | undefined;
  #artwork: { piece: string; artwork: Artwork } | undefined;
  readonly #sounds: Sounds;
  readonly #recorder: Recorder;
  readonly #listener: PlaybackListener;
  readonly #bookmark: Bookmark;
  readonly #lockScreen: LockScreen;
  readonly #tab = new OneTab(() => {
    if (this.#letGo()) this.#listener.onheard();
  });
  readonly #deck = new Deck({
    onchange: () => {
      this.#follow();
    },
    onend: () => {
      this.#listener.onend();
    },
    onproblem: (error) => {
      this.pause();
      if (this.#letGo()) this.#listener.onheard();
      this.#listener.onproblem(error);
    }
  });

  /** @param openFile see `Sounds` */
  constructor(
    controls: Controls,
    openFile: ConstructorParameters<typeof Sounds>[0],
    private readonly storage: Pick<Storage, 'getItem' | 'setItem'>,
    log: HeardLog,
    listener: PlaybackListener
  ) {
    this.#lockScreen = new LockScreen(controls);
    this.#bookmark = new Bookmark(storage);
    this.#sounds = new Sounds(openFile);
    this.#recorder = new Recorder(log, () => Date.now());
    this.#listener = listener;
    addEventListener('pagehide', this.#close);
  }

  /** True once the whole piece is there. */
  get whole(): boolean {
    return this.#deck.whole;
  }

  set volume(volume: number) {
    this.#deck.volume = volume;
  }

  /** Seconds that the next piece fades in before this one ends. */
  set crossfade(seconds: number) {
    this.#deck.crossfade = seconds;
  }

  /** Shows where a piece was left, unless it is the one that the deck has. */
  look(entry: Entry): void {
    if (entry.key !== this.#entry?.key) this.position = this.#bookmark.find(entry).seconds;
  }

  /** Puts on a piece. @param faded whether what sounds now fades into it */
  begin(entry: Entry, { play, faded }: { play: boolean; faded: boolean }): void {
    const place = { seconds: 0, heard: undefined };
    this.#bookmark.put(entry, place);
    this.#start(entry, place, { play, faded });
  }

  /** Goes on: where it was left, also by an earlier page. To be called while somebody presses something. */
  resume(entry: Entry): void {
    this.#deck.unlock();
    if (entry.key === this.#entry?.key) {
      this.#tab.take();
      this.#deck.play();
      this.#show();
    } else this.#start(entry, this.#bookmark.find(entry), { play: true, faded: false });
  }

  pause(): void {
    this.#deck.pause();
    this.#show();
  }

  /** @param to seconds */
  seek(entry: Entry, to: number): void {
    if (entry.key === this.#entry?.key) this.#deck.seek(to);
    else {
      this.#bookmark.put(entry, { ...this.#bookmark.find(entry), seconds: to });
      this.position = to;
    }
    this.#show();
  }

  /** Makes a piece that will be asked for. */
  prepare(piece: string): void {
    this.#sounds.prepare(piece);
  }

  /** The piece is over, or was left. */
  leave(): void {
    if (this.#recorder.end()) this.#listener.onheard();
  }

  /** To be called while somebody presses something, where `resume` is not. */
  unlock(): void {
    this.#deck.unlock();
  }

  /** Gives the system a picture of a piece. */
  showArtwork(piece: string, artwork: Artwork): void {
    this.#artwork = { piece, artwork };
    if (this.#entry?.piece === piece) this.#showTrack(piece);
  }

  /** Lets go of everything. */
  close(): void {
    removeEventListener('pagehide', this.#close);
    this.#entry = undefined;
    this.#deck.stop();
    this.#sounds.end();
    this.#tab.close();
    this.#lockScreen.clear();
  }

  #start(entry: Entry, { seconds, heard }: Place, { play, faded }: { play: boolean; faded: boolean }): void {
    this.leave();
    this.#entry = entry;
    if (heard) this.#recorder.resume(heard);
    if (play) this.#tab.take();
    this.#deck.start(this.#sounds.open(entry.piece), { play, faded, at: seconds });
    this.#showTrack(entry.piece);
    this.#show();
  }

  /** Follows what the deck does. */
  #follow(): void {
    const { playing, sounds, position } = this.#deck;
    const paused = this.playing && !playing;
    this.playing = playing;
    this.waiting = playing && !sounds;
    this.position = position;
    const entry = this.#entry;
    if (entry) {
      const { began, noted } = this.#recorder.follow(entry.piece, sounds);
      if (began !== undefined && entry.by === 'recommender') noteRecommended(this.storage, began);
      if (noted) this.#listener.onheard();
      if (paused) this.#bookmark.put(entry, this.#place);
      else this.#bookmark.follow(entry, this.#place);
    }
    this.#listener.onchange();
  }

  get #place(): Place {
    return { seconds: this.#deck.position, heard: this.#recorder.soFar };
  }

  /** There is no time left for the database. */
  readonly #close = (): void => {
    if (this.#entry) this.#bookmark.put(this.#entry, this.#place);
    this.#letGo();
  };

  /**
   * Another tab plays now, the page is about to go, or the sound is not to be had: nothing of which speaks against the
   * piece. Whoever goes on, here or elsewhere, does so from the bookmark.
   * @returns whether there is something new in the log
   */
  #letGo(): boolean {
    const noted = this.#recorder.end({ closing: true });
    this.#entry = undefined;
    this.#deck.pause();
    return noted;
  }

  #showTrack(piece: string): void {
    const track = trackOf(piece);
    const artwork = this.#artwork?.piece === piece ? this.#artwork.artwork : undefined;
    if (track) this.#lockScreen.showTrack(track, artwork);
  }

  #show(): void {
    const track = this.#entry && trackOf(this.#entry.piece);
    if (track) this.#lockScreen.showPosition(this.#deck.position, track.seconds, this.playing);
  }
}
