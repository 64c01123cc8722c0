import { RATE, type Take, wavHeader } from '../catalogue/index.ts';
import { load, unload, until } from './audio.ts';

/** Gets the sound of a piece: calls with what there is of it so far, the last time with the whole. */
export type Opening = (onTake: (take: Take) => void) => Promise<void>;

/** Seconds over which more of the same piece takes over: too short to be heard, long enough not to click. */
const SPLICE = 0.08;
/** A longer take is put on while the one before still has so many seconds to go. */
const IN_TIME = 5;
/** How far ahead of the sound the other element is set before it takes over, seconds. */
const AHEAD = 0.25;

/** Told of everything that happens; the deck's getters say how things are then. */
export interface DeckListener {
  onchange: () => void;
  /** The piece is over, or so near its end that the next one is to fade in. */
  onend: () => void;
  onproblem: (error: unknown) => void;
}

/**
 * Plays one piece at a time through two `<audio>` elements. WAV files in plain elements, and not a Web Audio graph: a
 * phone that is locked goes on playing them, seeking and the system's controls come with them, and a busy page cannot
 * make them stutter. They cannot grow, so a piece begins with its first seconds (see `record`), and the other element
 * takes over with a longer take, spliced while both sound. The same two elements fade one piece into the next.
 */
export class Deck {
  /** Seconds that the next piece fades in before this one ends; 0 = one after the other. */
  crossfade = 0;

  #here = new Audio();
  #there = new Audio();
  #take: Take | undefined;
  /** A longer take that waits for its moment. */
  #better: Take | undefined;
  /** Where to go on as soon as there is so much of the piece, seconds. */
  #awaited: number | undefined;
  #wanted = false;
  #volume = 1;
  #fading = false;
  #ended = false;
  /** Counts pieces, and times that the elements take turns: what comes late must not be taken for what is now. */
  #piece = 0;
  #turn = 0;

  constructor(private readonly listener: DeckListener) {
    for (const element of [this.#here, this.#there]) {
      element.preload = 'auto';
      for (const event of ['timeupdate', 'playing', 'waiting', 'pause', 'ended', 'error'])
        element.addEventListener(event, () => {
          if (element === this.#here) this.#hear(event);
        });
    }
  }

  /** Whether it is to play. It may have to wait for sound, see `sounds`. */
  get playing(): boolean {
    return this.#wanted;
  }

  get sounds(): boolean {
    const { paused, ended, readyState } = this.#here;
    return this.#wanted && this.#awaited === undefined && !paused && !ended && readyState > 2;
  }

  /** Seconds. */
  get position(): number {
    return this.#awaited ?? this.#here.currentTime;
  }

  /** True once the whole piece is there. */
  get whole(): boolean {
    return this.#take?.whole ?? false;
  }

  set volume(volume: number) {
    this.#volume = volume;
    if (!this.#fading) this.#here.volume = volume;
  }

  /** Puts on a piece. @param faded whether what sounds now fades into it */
  start(open: Opening, { play, faded }: { play: boolean; faded: boolean }): void {
    const piece = ++this.#piece;
    const fade = faded && this.sounds ? this.crossfade : 0;
    if (fade === 0) {
      this.#here.pause();
      this.#endTurn();
    }
    this.#wanted = play;
    this.#take = this.#better = undefined;
    this.#awaited = 0;
    this.#ended = false;
    const onTake = (take: Take) => {
      if (piece !== this.#piece) return;
      this.#better = take;
      if (this.#take === undefined) void this.#put(take, 0, fade);
      else void this.#extend();
    };
    open(onTake).catch((error: unknown) => {
      if (piece === this.#piece) this.listener.onproblem(error);
    });
    this.listener.onchange();
  }

  play(): void {
    this.#wanted = true;
    if (this.#awaited === undefined) this.#sound(this.#here);
    this.listener.onchange();
  }

  pause(): void {
    this.#wanted = false;
    this.#here.pause();
    this.#endTurn();
    this.listener.onchange();
  }

  /** @param to seconds */
  seek(to: number): void {
    const take = this.#take;
    this.#ended = false;
    this.#endTurn();
    if (take && (take.whole || to < take.seconds)) {
      this.#awaited = undefined;
      this.#here.currentTime = Math.min(to, take.seconds);
      if (this.#wanted) this.#sound(this.#here);
    } else {
      this.#awaited = to;
      this.#here.pause();
      void this.#extend();
    }
    this.listener.onchange();
  }

  /**
   * To be called while somebody presses something: iPhones let an element play by itself only when it has played
   * because of a person before.
   */
  unlock(): void {
    for (const element of [this.#here, this.#there]) {
      if (element.src !== '') continue;
      load(element, new Blob([wavHeader(1, RATE), new ArrayBuffer(4)], { type: 'audio/wav' }));
      element.play().catch(() => undefined);
    }
  }

  /** Ends everything and lets go of the sound. */
  stop(): void {
    this.#piece++;
    this.pause();
    unload(this.#here);
  }

  #hear(event: string): void {
    if (event === 'error' && this.#here.error) this.listener.onproblem(this.#here.error);
    // Somebody else paused it: the system, a call, headphones that were pulled out.
    if (event === 'pause' && this.#awaited === undefined && !this.#here.ended) this.#wanted = false;
    if (event === 'ended' && !this.whole) this.#awaited ??= this.#here.currentTime;
    void this.#extend();
    const left = (this.#take?.seconds ?? Infinity) - this.#here.currentTime;
    const over = event === 'ended' || (this.#wanted && this.crossfade > 0 && left <= this.crossfade);
    if (this.whole && over && !this.#ended) {
      this.#ended = true;
      this.listener.onend();
    } else this.listener.onchange();
  }

  /** Lets a longer take go on where the present one is, when that is due. */
  async #extend(): Promise<void> {
    const [take, better] = [this.#take, this.#better];
    if (!take || !better || better === take || this.#fading) return;
    const awaited = this.#awaited;
    if (awaited !== undefined) {
      if (better.whole || awaited < better.seconds)
        await this.#put(better, Math.min(awaited, better.seconds), 0);
      return;
    }
    const { currentTime, paused } = this.#here;
    if (!better.whole && take.seconds - currentTime > IN_TIME) return;
    await this.#put(better, currentTime + (paused ? 0 : AHEAD), paused ? 0 : SPLICE);
  }

  /** Goes over to the other element. @param at seconds @param fade seconds */
  async #put(take: Take, at: number, fade: number): Promise<void> {
    const turn = ++this.#turn;
    const isOver = () => turn !== this.#turn;
    const [from, to] = [this.#here, this.#there];
    const splicing = this.#take !== undefined && fade > 0;
    this.#fading = true;
    load(to, take.file);
    to.currentTime = at;
    to.volume = fade > 0 ? 0 : this.#volume;
    try {
      if (splicing) await until(() => isOver() || (to.readyState > 2 && from.currentTime >= at));
      if (isOver()) return;
      [this.#here, this.#there] = [to, from];
      this.#take = take;
      this.#awaited = undefined;
      if (this.#wanted) {
        await to.play();
        if (fade > 0) await this.#fade(from, to, fade, isOver);
      }
    } catch (error) {
      this.#refused(error);
    }
    if (isOver()) return;
    this.#endTurn();
    this.listener.onchange();
    void this.#extend();
  }

  async #fade(
    from: HTMLAudioElement,
    to: HTMLAudioElement,
    seconds: number,
    isOver: () => boolean
  ): Promise<void> {
    const began = performance.now();
    await until(() => {
      if (isOver()) return true;
      const part = Math.min(1, (performance.now() - began) / (1000 * seconds));
      to.volume = part * this.#volume;
      from.volume = (1 - part) * this.#volume;
      return part === 1;
    });
  }

  /** One element alone, from now on. */
  #endTurn(): void {
    this.#turn++;
    this.#fading = false;
    unload(this.#there);
    this.#here.volume = this.#volume;
  }

  #sound(element: HTMLAudioElement): void {
    element.play().catch((error: unknown) => {
      this.#refused(error);
    });
  }

  /** Browsers play only what somebody asked for; an element that is paused or given something else says so, too. */
  #refused(error: unknown): void {
    if (error instanceof DOMException && error.name === 'AbortError') return;
    // What cannot be played is told of by an event, too.
    if (error instanceof DOMException && error.name === 'NotSupportedError') return;
    this.#wanted = false;
    if (!(error instanceof DOMException && error.name === 'NotAllowedError')) this.listener.onproblem(error);
    this.listener.onchange();
  }
}
