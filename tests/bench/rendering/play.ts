import {
  gainOf,
  RATE,
  render,
  scoreOf,
  toPcm,
  type Piece,
  type Sound
} from '../../../src/lib/catalogue/index.ts';

export interface Played {
  id: string;
  /** FNV-1a of the 16-bit samples. */
  hash: string;
  /** Seconds of sound that were made, and what that took. */
  seconds: number;
  ms: number;
}

/** Renders the beginning of a piece as the app does. @param seconds at most */
export function play(piece: Piece, seconds: number): Played {
  const startedAt = performance.now();
  const most = seconds * RATE;
  let hash = 0x811c9dc5;
  let samples = 0;
  for (const block of render(scoreOf(piece), gainOf(piece))) {
    for (const value of toPcm(block)) hash = Math.imul(hash ^ (value & 0xffff), 0x01000193);
    samples += block.left.length;
    if (samples >= most) break;
  }
  const ms = performance.now() - startedAt;
  return { id: piece.id, hash: (hash >>> 0).toString(16).padStart(8, '0'), seconds: samples / RATE, ms };
}

/** The whole piece in one, or its beginning. */
export function hear(piece: Piece, gain = gainOf(piece), seconds = Infinity): Sound {
  const score = scoreOf(piece);
  const total = Math.floor(Math.min(seconds, score.seconds) * RATE);
  const sound = { left: new Float32Array(total), right: new Float32Array(total) };
  let at = 0;
  for (const { left, right } of render(score, gain)) {
    const count = Math.min(left.length, total - at);
    sound.left.set(left.subarray(0, count), at);
    sound.right.set(right.subarray(0, count), at);
    at += count;
    if (at === total) break;
  }
  return sound;
}
