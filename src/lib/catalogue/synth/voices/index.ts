import { bass } from './bass.ts';
import { bell } from './bell.ts';
import { hat, kick } from './drums.ts';
import { felt } from './felt.ts';
import { pad } from './pad.ts';
import { pluck } from './pluck.ts';
import { pulse } from './pulse.ts';
import { drop, rain } from './rain.ts';
import { strings } from './strings.ts';
import type { Voice, VoiceName } from './voice.ts';

/** Every instrument, and how much of it goes into the echo and into the room. */
export const VOICES: Record<VoiceName, { play: Voice; send: number }> = {
  pad: { play: pad, send: 0.5 },
  strings: { play: strings, send: 0.6 },
  bass: { play: bass, send: 0.05 },
  bell: { play: bell, send: 1 },
  felt: { play: felt, send: 0.5 },
  pluck: { play: pluck, send: 0.6 },
  pulse: { play: pulse, send: 0.35 },
  kick: { play: kick, send: 0.03 },
  hat: { play: hat, send: 0.2 },
  rain: { play: rain, send: 0.1 },
  drop: { play: drop, send: 0.7 }
};
