import type { Take } from '../catalogue/index.ts';
import { unload } from './audio.ts';
import { TwoElements } from './two-elements.ts';

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

  readonly #elements = new TwoElements((event) => {
    this.#hear(event);
  });
  #take: Take | undefined;
  /** A longer take that waits for its moment. */
  #better: Take | undefined;
  /** Where to go on as soon as there is so much of the piece, seconds. */
  #awaited: number | undefined;
  #wanted = false;
  #ended = false;
  /** Counts pieces: what comes late must not be taken for what is now. */
  #piece = 0;

  constructor(private readonly listener: DeckListener) {}

  /** Whether it is to play. It may have to wait for sound, see `sounds`. */
  get playing(): boolean {
    return this.#wanted;
  }

  get sounds(): boolean {
    const { paused, ended, readyState } = this.#elements.here;
    return this.#wanted && this.#awaited === undefined && !paused && !ended && readyState > 2;
  }

  /** Seconds. */
  get position(): number {
    return this.#awaited ?? this.#elements.here.currentTime;
  }

  /** True once the whole piece is there. */
  get whole(): boolean {
    return this.#take?.whole ?? false;
  }

  set volume(volume: number) {
    this.#elements.volume = volume;
  }

  /** Puts on a piece. @param faded whether what sounds now fades into it @param at where it begins, seconds */
  start(open: Opening, { play, faded, at }: { play: boolean; faded: boolean; at: number }): void {
    const piece = ++this.#piece;
    const fade = faded && this.sounds ? this.crossfade : 0;
    if (fade === 0) {
      this.#elements.here.pause();
      this.#elements.alone();
    }
    this.#wanted = play;
    this.#take = this.#better = undefined;
    this.#awaited = at;
    this.#ended = false;
    const onTake = (take: Take) => {
      if (piece !== this.#piece) return;
      this.#better = take;
      void this.#extend(this.#take ? 0 : fade);
    };
    open(onTake).catch((error: unknown) => {
      if (piece === this.#piece) this.listener.onproblem(error);
    });
    this.listener.onchange();
  }

  play(): void {
    this.#wanted = true;
    if (this.#awaited === undefined) this.#sound(this.#elements.here);
    this.listener.onchange();
  }

  pause(): void {
    this.#wanted = false;
    this.#elements.here.pause();
    this.#elements.alone();
    this.listener.onchange();
  }

  /** @param to seconds */
  seek(to: number): void {
    const take = this.#take;
    this.#ended = false;
    this.#elements.alone();
    if (take && (take.whole || to < take.seconds)) {
      this.#awaited = undefined;
      this.#elements.here.currentTime = Math.min(to, take.seconds);
      if (this.#wanted) this.#sound(this.#elements.here);
    } else {
      this.#awaited = to;
      this.#elements.here.pause();
      void this.#extend();
    }
    this.listener.onchange();
  }

  /**
   * To be called while somebody presses something: iPhones let an element play by itself only when it has played
   * because of a person before.
   */
  unlock(): void {
    this.#elements.unlock();
  }

  /** Ends everything and lets go of the sound. */
  stop(): void {
    this.#piece++;
    this.pause();
    unload(this.#elements.here);
  }

  #hear(event: string): void {
    if (event === 'error' && this.#elements.here.error) this.listener.onproblem(this.#elements.here.error);
    // Somebody else paused it: the system, a call, headphones that were pulled out.
    if (event === 'pause' && this.#awaited === undefined && !this.#elements.here.ended) this.#wanted = false;
    if (event === 'ended' && !this.whole) this.#awaited ??= this.#elements.here.currentTime;
    void this.#extend();
    const left = (this.#take?.seconds ?? Infinity) - this.#elements.here.currentTime;
    const over = event === 'ended' || (this.#wanted && this.crossfade > 0 && left <= this.crossfade);
    if (this.whole && over && !this.#ended) {
      this.#ended = true;
      this.listener.onend();
    } else this.listener.onchange();
  }

  /** Lets a longer take go on where the present one is, when that is due. @param fade seconds, of a first take */
  async #extend(fade = 0): Promise<void> {
    const [take, better] = [this.#take, this.#better];
    // A first take does not wait until what was before has faded.
    if (!better || better === take || (take && this.#elements.fading)) return;
    const awaited = this.#awaited;
    if (awaited !== undefined) {
      if (better.whole || awaited < better.seconds)
        await this.#put(better, Math.min(awaited, better.seconds), fade);
      return;
    }
    if (!take) return;
    const { currentTime, paused } = this.#elements.here;
    if (!better.whole && take.seconds - currentTime > IN_TIME) return;
    await this.#put(better, currentTime + (paused ? 0 : AHEAD), paused ? 0 : SPLICE);
  }

  /** Goes over to a take. @param at seconds @param fade seconds */
  async #put(take: Take, at: number, fade: number): Promise<void> {
    try {
      const splices = this.#take !== undefined && fade > 0;
      const ontaken = () => {
        this.#take = take;
        this.#awaited = undefined;
        return this.#wanted;
      };
      if (!(await this.#elements.goOver(take.file, { at, fade, splices, ontaken }))) return;
    } catch (error) {
      this.#refused(error);
    }
    this.listener.onchange();
    void this.#extend();
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
