import type { Feedback } from '$lib/history/index.ts';
import {
  add,
  afterEnd,
  afterThis,
  type Artwork,
  goesBack,
  isBedtime,
  jump,
  loudnessAt,
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
import { Playback } from './playback.svelte.ts';
import { QueueList } from './queue-list.svelte.ts';
import { Radio } from './radio.svelte.ts';

/** Of files alone: what the app makes itself, every browser plays. */
const UNPLAYABLE =
  'This browser cannot play that file. It may be damaged, or of a kind that the browser does not know.';

/** What plays, what comes next, and how. Loaded when something is put on. */
export class Player {
  readonly list: QueueList;
  settings: PlayerSettings;
  sleep = $state.raw<Sleep | undefined>();
  readonly track = $derived(this.queue.current && trackOf(this.queue.current.piece));
  readonly radio: Radio;

  readonly #earshot: Earshot;
  readonly #heard: HeardLog;
  readonly #playback: Playback;
  /** Whether it was to sound when it was looked at last. */
  #played = false;
  #closed = false;

  constructor(earshot: Earshot) {
    this.#earshot = earshot;
    this.radio = new Radio(earshot);
    this.list = new QueueList(
      earshot.settings,
      () => {
        this.#tune();
      },
      () => {
        this.#look();
      }
    );
    this.settings = $state.raw(readPlayerSettings(earshot.settings));
    this.#heard = new HeardLog(earshot.settings, earshot.historyThread);
    const openFile = async (id: string) => (await earshot.openFiles()).takeOf(id);
    this.#playback = new Playback(this, openFile, earshot.settings, this.#heard, {
      onchange: () => {
        this.#follow();
      },
      onend: () => {
        this.#goOn();
      },
      onproblem: (error) => {
        earshot.notices.show({ text: error instanceof MediaError ? UNPLAYABLE : explain(error) });
      },
      onheard: () => void this.#record()
    });
    this.#look();
    this.#tune();
    void this.#record();
  }

  /** Whether it is to sound; while `waiting` as well, it has yet to be made. */
  get playing(): boolean {
    return this.#playback.playing;
  }

  get waiting(): boolean {
    return this.#playback.waiting;
  }

  /** Seconds. */
  get position(): number {
    return this.#playback.position;
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
    this.#playback.unlock();
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
    const { current } = this.queue;
    if (!current) return;
    this.#playback.resume(current);
    this.#fill();
  }

  pause(): void {
    this.#playback.pause();
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  /** @param to seconds */
  seek(to: number): void {
    const { current } = this.queue;
    if (current) this.#playback.seek(current, Math.max(0, Math.min(to, this.track?.seconds ?? 0)));
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
    writePlayerSettings(this.#earshot.settings, this.settings);
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

  /** Gives the system a picture of a piece. */
  showArtwork(piece: string, artwork: Artwork): void {
    this.#playback.showArtwork(piece, artwork);
  }

  /** Lets go of everything, so that it can be deleted. */
  close(): void {
    this.#closed = true;
    this.list.close();
    this.#playback.close();
  }

  /** Shows where the piece was left. */
  #look(): void {
    if (this.queue.current) this.#playback.look(this.queue.current);
  }

  /** What somebody asked for when nothing was there stands ready. */
  #queueUp(queue: Queue): void {
    this.#set(queue.current ? queue : next(queue));
    if (!queue.current) this.#begin({ play: false });
  }

  #begin({ play = true, faded = false } = {}): void {
    const { current } = this.queue;
    if (!current) return;
    this.#playback.begin(current, { play, faded });
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
      this.#playback.leave();
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

  /** Follows what sounds. */
  #follow(): void {
    if (this.#played && !this.playing) this.#learnLater();
    this.#played = this.playing;
    const [coming] = this.queue.upcoming;
    if (this.#playback.whole && coming) this.#playback.prepare(coming.piece);
    if (typeof this.sleep === 'object') this.#tune();
    if (isBedtime(this.sleep, Date.now(), false)) {
      this.pause();
      this.setSleep(undefined);
    }
  }

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
    const fills = keepPlaying && repeat !== 'all';
    this.#set(fills ? this.radio.fill(this.queue, { afresh }) : recommend(this.queue, []));
  }

  #set(queue: Queue): void {
    if (!this.#closed) this.list.set(queue);
  }

  /** A piece fades out only where another one fades in, and before the timer stops it. */
  #tune(): void {
    const { volume, muted, crossfade, repeat } = this.settings;
    const goesOn = (this.queue.upcoming.length > 0 || repeat !== 'off') && this.sleep !== 'end-of-piece';
    this.#playback.volume = muted ? 0 : volume * loudnessAt(this.sleep, Date.now());
    this.#playback.crossfade = goesOn ? crossfade : 0;
  }
}
