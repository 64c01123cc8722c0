import { RATE, wavHeader } from '../catalogue/index.ts';
import { load, unload, until } from './audio.ts';

/** What going over to the other element takes. */
interface GoingOver {
  /** Where the file begins to sound, seconds. */
  at: number;
  /** Seconds over which it fades in and what sounds before it out. */
  fade: number;
  /** Whether it goes on with what sounds: it takes over when that has come to `at`. */
  splices: boolean;
  /** Called when it takes over. @returns whether it is to sound */
  ontaken: () => boolean;
}

/** Two `<audio>` elements that take turns: while one sounds, the other one makes ready, and both sound while one fades. */
export class TwoElements {
  #here = new Audio();
  #there = new Audio();
  #volume = 1;
  #fading = false;
  /** Counts the times that they take turns: what comes late must not be taken for what is now. */
  #turn = 0;

  /** @param onevent told of what happens to the one whose turn it is */
  constructor(onevent: (event: string) => void) {
    for (const element of [this.#here, this.#there]) {
      element.preload = 'auto';
      for (const event of ['timeupdate', 'playing', 'waiting', 'pause', 'ended', 'error'])
        element.addEventListener(event, () => {
          if (element === this.#here) onevent(event);
        });
    }
  }

  /** The one whose turn it is. */
  get here(): HTMLAudioElement {
    return this.#here;
  }

  /** Whether one is about to take over from the other. */
  get fading(): boolean {
    return this.#fading;
  }

  set volume(volume: number) {
    this.#volume = volume;
    if (!this.#fading) this.#here.volume = volume;
  }

  /** @returns false where something else came in between. @throws what the browser says against playing */
  async goOver(file: Blob, { at, fade, splices, ontaken }: GoingOver): Promise<boolean> {
    const turn = ++this.#turn;
    const isOver = () => turn !== this.#turn;
    const [from, to] = [this.#here, this.#there];
    this.#fading = true;
    load(to, file);
    to.currentTime = at;
    to.volume = fade > 0 ? 0 : this.#volume;
    if (splices) await until(() => isOver() || (to.readyState > 2 && from.currentTime >= at));
    if (isOver()) return false;
    [this.#here, this.#there] = [to, from];
    let done: boolean;
    try {
      if (ontaken()) {
        await to.play();
        if (fade > 0) await this.#fade(from, to, fade, isOver);
      }
    } finally {
      done = !isOver();
      if (done) this.alone();
    }
    return done;
  }

  /** One element alone, from now on. */
  alone(): void {
    this.#turn++;
    this.#fading = false;
    unload(this.#there);
    this.#here.volume = this.#volume;
  }

  /** See `Deck`. */
  unlock(): void {
    for (const element of [this.#here, this.#there]) {
      if (element.src !== '') continue;
      load(element, new Blob([wavHeader(1, RATE), new ArrayBuffer(4)], { type: 'audio/wav' }));
      element.play().catch(() => undefined);
    }
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
}
