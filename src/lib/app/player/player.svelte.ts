import type { Feedback } from '$lib/history/index.ts';
import {
  add,
  afterEnd,
  afterThis,
  Deck,
  goesBack,
  isBedtime,
  jump,
  LockScreen,
  next,
  playNext,
  playNow,
  type PlayerSettings,
  previous,
  type Queue,
  recommend,
  type Sleep,
  trackOf
} from '$lib/player/index.ts';
import type { Earshot } from '../earshot.svelte.ts';
import { explain } from '../problems.ts';
import { HeardLog } from './heard.ts';
import { readPlayerSettings, writePlayerSettings } from './kept.ts';
import { OneTab } from './one-tab.ts';
import { QueueList } from './queue-list.svelte.ts';
import { Radio } from './radio.svelte.ts';
import { noteRecommended } from './recommended.ts';
import { Recorder } from './recorder.ts';
import { Sounds } from './sounds.ts';

/** Of files alone: what the app makes itself, every browser plays. */
const UNPLAYABLE =
  'This browser cannot play that file. It may be damaged, or of a kind that the browser does not know.';

/** What plays, what comes next, and how. Loaded when something is put on. */
export class Player {
  readonly list = new QueueList(() => {
    this.#tune();
  });
  settings = $state.raw<PlayerSettings>(readPlayerSettings(localStorage));
  /** Whether it is to sound; while `waiting` as well, it has yet to be made. */
  playing = $state.raw(false);
  waiting = $state.raw(false);
  /** Seconds. */
  position = $state.raw(0);
  sleep = $state.raw<Sleep | undefined>();
  readonly track = $derived(this.queue.current && trackOf(this.queue.current.piece));
  readonly radio: Radio;

  readonly #earshot: Earshot;
  readonly #sounds = new Sounds(async (id) => (await this.#earshot.openFiles()).takeOf(id));
  readonly #heard: HeardLog;
  readonly #recorder: Recorder;
  readonly #tab = new OneTab(() => {
    if (this.playing) this.pause();
  });
  readonly #deck = new Deck({
    onchange: () => {
      this.#follow();
    },
    onend: () => {
      this.#goOn();
    },
    onproblem: (error) => {
      this.pause();
      this.#loaded = undefined;
      this.#earshot.notices.show({ text: error instanceof MediaError ? UNPLAYABLE : explain(error) });
    }
  });
  readonly #lockScreen = new LockScreen(this);
  /** Key of the place in the queue that the deck has. */
  #loaded: number | undefined;
  #closed = false;

  constructor(earshot: Earshot) {
    this.#earshot = earshot;
    this.radio = new Radio(earshot);
    this.#heard = new HeardLog(localStorage, earshot.historyThread);
    this.#recorder = new Recorder(this.#heard, () => Date.now());
    this.#tune();
    addEventListener('pagehide', this.#close);
    void this.#record();
  }

  get queue(): Queue {
    return this.list.queue;
  }

  /** Plays what stands ready, or else what the recommender would add. */
  start(): void {
    if (!this.queue.current) this.#set(next(this.radio.fill(this.queue, { afresh: true })));
    this.play();
  }

  /** Plays these now, what was to come after them. */
  putOn(pieces: readonly string[]): void {
    this.#deck.unlock();
    this.#set(playNow(this.queue, pieces.filter(trackOf)));
    this.#begin();
  }

  /** Puts them directly behind the piece that plays. */
  putNext(pieces: readonly string[]): void {
    this.#queueUp(playNext(this.queue, pieces));
  }

  /** Puts them behind everything else that the listener asked for. */
  add(pieces: readonly string[]): void {
    this.#queueUp(add(this.queue, pieces));
  }

  jump(key: number): void {
    this.#set(jump(this.queue, key));
    this.#begin();
  }

  play(): void {
    this.#deck.unlock();
    if (this.queue.current?.key !== this.#loaded) {
      this.#begin();
      return;
    }
    this.#tab.take();
    this.#deck.play();
    this.#show();
  }

  pause(): void {
    this.#deck.pause();
    this.#show();
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  /** @param to seconds */
  seek(to: number): void {
    if (this.queue.current?.key !== this.#loaded) return;
    this.#deck.seek(Math.max(0, Math.min(to, this.track?.seconds ?? 0)));
    this.#show();
  }

  next(): void {
    const queue = afterThis(this.queue, this.settings.repeat);
    if (!queue.current) return;
    this.#set(queue);
    this.#begin({ play: this.playing });
  }

  previous(): void {
    if (!goesBack(this.position) || this.queue.played.length === 0) {
      this.seek(0);
      return;
    }
    this.#set(previous(this.queue));
    this.#begin({ play: this.playing });
  }

  change(settings: Partial<PlayerSettings>): void {
    this.settings = { ...this.settings, ...settings };
    writePlayerSettings(localStorage, this.settings);
    this.#tune();
    this.#fill();
  }

  setSleep(sleep: Sleep | undefined): void {
    this.sleep = sleep;
    this.#tune();
  }

  /** To be called when what was said about pieces has changed. */
  async listenTo(feedback: readonly Feedback[]): Promise<void> {
    this.#fill({ afresh: await this.radio.learn(feedback) });
  }

  /** @param src address of a picture of the piece that plays, of so many pixels each way */
  showArtwork(src: string, size: number): void {
    if (this.track) this.#lockScreen.showTrack(this.track, { src, size });
  }

  /** Lets go of everything, so that it can be deleted. */
  close(): void {
    this.#closed = true;
    removeEventListener('pagehide', this.#close);
    this.list.close();
    this.#deck.stop();
    this.#sounds.end();
    this.#tab.close();
    this.#lockScreen.clear();
  }

  /** What somebody asked for when nothing was there stands ready. */
  #queueUp(queue: Queue): void {
    this.#set(queue.current ? queue : next(queue));
    if (!queue.current) this.#begin({ play: false });
  }

  #begin({ play = true, faded = false } = {}): void {
    this.#leave();
    const { current } = this.queue;
    if (!current) return;
    this.#loaded = current.key;
    if (play) this.#tab.take();
    this.#deck.start(this.#sounds.open(current.piece), { play, faded });
    if (this.track) this.#lockScreen.showTrack(this.track, undefined);
    this.#show();
    this.#fill();
  }

  #goOn(): void {
    const bedtime = isBedtime(this.sleep, Date.now(), true);
    const queue = afterEnd(this.queue, this.settings.repeat);
    if (bedtime) this.setSleep(undefined);
    if (queue.current) {
      this.#set(queue);
      this.#begin({ play: !bedtime, faded: !bedtime });
    } else {
      this.#leave();
      this.pause();
      this.seek(0);
    }
  }

  /** What waited for the music to stop may begin, unless it goes on at once. */
  #learnLater(): void {
    setTimeout(() => {
      if (!this.playing && !this.#closed) this.#earshot.training.sync().catch(() => undefined);
    }, 1000);
  }

  /** Follows what the deck does. */
  #follow(): void {
    const { playing, sounds, position, whole } = this.#deck;
    const { current, upcoming } = this.queue;
    if (this.playing && !playing) this.#learnLater();
    this.playing = playing;
    this.waiting = playing && !sounds;
    this.position = position;
    const began = current && this.#recorder.follow(current.piece, sounds);
    if (began !== undefined && current?.by === 'recommender') noteRecommended(localStorage, began);
    if (whole && upcoming[0]) this.#sounds.prepare(upcoming[0].piece);
    if (isBedtime(this.sleep, Date.now(), false)) {
      this.setSleep(undefined);
      this.pause();
    }
  }

  #leave(): void {
    if (this.#recorder.end()) void this.#record();
  }

  /** There is no time left for the database. */
  readonly #close = (): void => {
    this.#recorder.end({ closing: true });
  };

  async #record(): Promise<void> {
    try {
      await this.#heard.flush();
      await this.listenTo(this.#earshot.library.feedback);
    } catch (error) {
      if (!this.#closed) this.#earshot.library.problem = explain(error);
    }
  }

  #fill({ afresh = false } = {}): void {
    if (!this.queue.current) return;
    const { keepPlaying, repeat } = this.settings;
    const fills = keepPlaying && repeat !== 'all' && this.#earshot.catalogue.on;
    this.#set(fills ? this.radio.fill(this.queue, { afresh }) : recommend(this.queue, []));
  }

  #set(queue: Queue): void {
    if (!this.#closed) this.list.set(queue);
  }

  /** A piece fades out only where another one fades in. */
  #tune(): void {
    const { volume, muted, crossfade, repeat } = this.settings;
    const goesOn = (this.queue.upcoming.length > 0 || repeat !== 'off') && this.sleep !== 'end-of-piece';
    this.#deck.volume = muted ? 0 : volume;
    this.#deck.crossfade = goesOn ? crossfade : 0;
  }

  #show(): void {
    if (this.track) this.#lockScreen.showPosition(this.#deck.position, this.track.seconds, this.playing);
  }
}
