import { frequencyOf } from '../music/pitch.ts';
import type { Note, Score } from '../score.ts';
import { Room } from './room.ts';
import { VOICES } from './voices/index.ts';
import type { Sounding } from './voices/voice.ts';

/** Samples a second: sounds up to 16 kHz in three quarters of the memory of a CD's. */
export const RATE = 32_000;
/** Samples that are made at a time; a third of a second. */
export const BLOCK = 8192;
/** Seconds. */
const FADE_IN = 0.4;
const FADE_OUT = 3;
/** High-pass that keeps the mean at zero: what a one-pole at about 5 Hz leaves. */
const DC = 0.999;

/** Stereo sound, -1 ... 1. */
export interface Sound {
  left: Float32Array;
  right: Float32Array;
}

/** What a generator's first call passes is never seen. */
const NOTHING = new Float64Array(0);

interface Playing {
  sound: Sounding;
  /** Samples. */
  from: number;
  to: number;
  left: number;
  right: number;
  send: number;
}

/**
 * Plays a score, a block at a time: as much of it as is asked for, without knowing the rest. Only additions,
 * multiplications, divisions and square roots: equal bits in every engine.
 * @param gain factor on everything, see `loudness/gains.ts`
 */
export function* render(score: Score, gain: number): Generator<Sound> {
  const total = Math.floor(score.seconds * RATE);
  const room = new Room(score.room, score.echo, RATE);
  const [left, right, sendLeft, sendRight, mono] = Array.from({ length: 5 }, () => new Float64Array(BLOCK));
  if (!left || !right || !sendLeft || !sendRight || !mono) return;
  let playing: Playing[] = [];
  let next = 0;
  let [lowLeft, lowRight] = [0, 0];
  for (let start = 0; start < total; start += BLOCK) {
    const count = Math.min(BLOCK, total - start);
    for (const buffer of [left, right, sendLeft, sendRight]) buffer.fill(0);
    for (let note = score.notes[next]; note && note.at * RATE < start + count; note = score.notes[++next])
      playing.push(begin(note, next, score, total));
    for (const { sound, from, to, left: toLeft, right: toRight, send } of playing) {
      const first = Math.max(0, from - start);
      const last = Math.min(count, to - start);
      mono.fill(0, 0, last - first);
      sound.next({ out: mono, count: last - first });
      for (let i = first; i < last; i++) {
        const value = mono[i - first] ?? 0;
        const [onLeft, onRight] = [value * toLeft, value * toRight];
        left[i] = (left[i] ?? 0) + onLeft;
        right[i] = (right[i] ?? 0) + onRight;
        sendLeft[i] = (sendLeft[i] ?? 0) + onLeft * send;
        sendRight[i] = (sendRight[i] ?? 0) + onRight * send;
      }
    }
    playing = playing.filter(({ to }) => to > start + count);
    room.process(sendLeft, sendRight, left, right, count);
    const block: Sound = { left: new Float32Array(count), right: new Float32Array(count) };
    for (let i = 0; i < count; i++) {
      const place = start + i;
      const fade = Math.min(1, place / (FADE_IN * RATE), (total - place) / (FADE_OUT * RATE)) * gain;
      lowLeft = DC * lowLeft + (1 - DC) * (left[i] ?? 0);
      lowRight = DC * lowRight + (1 - DC) * (right[i] ?? 0);
      block.left[i] = ((left[i] ?? 0) - lowLeft) * fade;
      block.right[i] = ((right[i] ?? 0) - lowRight) * fade;
    }
    yield block;
  }
}

function begin(note: Note, index: number, { brightness }: Score, total: number): Playing {
  const { play, send } = VOICES[note.voice];
  const from = Math.floor(note.at * RATE);
  const length = Math.max(1, Math.floor(note.seconds * RATE));
  const tone = {
    frequency: frequencyOf(note.pitch),
    length,
    velocity: note.velocity,
    brightness,
    rate: RATE,
    seed: index
  };
  const to = Math.min(total, from + length);
  const sound = play(tone);
  sound.next({ out: NOTHING, count: 0 });
  return { sound, from, to, left: 0.5 - 0.5 * note.pan, right: 0.5 + 0.5 * note.pan, send };
}
