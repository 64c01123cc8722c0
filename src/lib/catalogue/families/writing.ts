import type { SeededRandom } from '../../random/index.ts';
import { semitonesOf } from '../music/mode.ts';
import type { Note, Score } from '../score.ts';
import type { Parameters } from './family.ts';

/** Paper to write a score on: knows key and tempo, and keeps the events in order. */
export class Sheet {
  readonly beat: number;
  readonly #notes: Note[] = [];

  constructor(
    private readonly parameters: Parameters,
    private readonly random: SeededRandom
  ) {
    this.beat = 60 / parameters.tempo;
  }

  /** MIDI number of a degree of the scale above the tonic. */
  pitch(degree: number): number {
    return this.parameters.root + semitonesOf(this.parameters.mode, degree);
  }

  /** Whether something happens this time. */
  chance(share: number): boolean {
    return this.random.uniform() < share;
  }

  /** A number between two, all equally likely. */
  between(least: number, most: number): number {
    return least + (most - least) * this.random.uniform();
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.random.below(list.length)] ?? list[0];
  }

  /** @param human seconds by which hands are early or late, at most */
  add(note: Note, human = 0): void {
    const at = Math.max(0, note.at + this.between(-human, human));
    if (at >= this.parameters.seconds - 0.5) return;
    this.#notes.push({ ...note, at, seconds: Math.min(note.seconds, this.parameters.seconds - at) });
  }

  finish(echoBeats: number): Score {
    const { seconds, brightness, texture } = this.parameters;
    const notes = this.#notes.sort((a, b) => a.at - b.at);
    return { seconds, notes, brightness, room: texture, echo: echoBeats * this.beat };
  }
}
