import type { VoiceName } from './synth/voices/voice.ts';

/** One event of a score. */
export interface Note {
  voice: VoiceName;
  /** Seconds from the start. */
  at: number;
  seconds: number;
  /** MIDI number; noises ignore it. */
  pitch: number;
  /** 0 ... 1 */
  velocity: number;
  /** -1 left ... 1 right */
  pan: number;
}

/** Everything that is to be heard of a piece: a list of events, and the room they sound in. */
export interface Score {
  seconds: number;
  /** In order of time. */
  notes: Note[];
  /** 0 dull ... 1 bright: how far the voices' filters open. */
  brightness: number;
  /** 0 dry ... 1 far away. */
  room: number;
  /** Seconds from an echo to the next one. */
  echo: number;
}

/** A hash of the score (FNV-1a of its JSON), for tests that two machines write the same music. */
export function hashOf(score: Score): string {
  const text = JSON.stringify(score);
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
