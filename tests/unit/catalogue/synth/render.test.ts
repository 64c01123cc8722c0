import { describe, expect, test } from 'vitest';
import {
  gainOf,
  pieceOf,
  RATE,
  render,
  scoreOf,
  toPcm,
  wavHeader,
  FAMILY_IDS
} from '$lib/catalogue/index.ts';
import { sine } from '../../../../src/lib/catalogue/synth/sine.ts';
import { VOICES } from '../../../../src/lib/catalogue/synth/voices/index.ts';
import type { Sounding, Tone, VoiceName } from '../../../../src/lib/catalogue/synth/voices/voice.ts';
import { figuresOf } from '../../../bench/rendering/figures.ts';
import { hear } from '../../../bench/rendering/play.ts';

/** FNV-1a of the first samples, 16 bits each. */
function hashOfBeginning(id: (typeof FAMILY_IDS)[number], number: number, seconds: number): string {
  const piece = pieceOf(id, number);
  let hash = 0x811c9dc5;
  let samples = 0;
  for (const block of render(scoreOf(piece), 1)) {
    for (const value of toPcm(block)) hash = Math.imul(hash ^ (value & 0xffff), 0x01000193);
    samples += block.left.length;
    if (samples >= seconds * RATE) break;
  }
  return (hash >>> 0).toString(16);
}

function begin(name: VoiceName, tone: Tone): Sounding {
  const sounding = VOICES[name].play(tone);
  sounding.next({ out: new Float64Array(0), count: 0 });
  return sounding;
}

test('the sine table is a sine', () => {
  for (let phase = 0; phase < 1; phase += 0.000_37)
    expect(Math.abs(sine(phase) - Math.sin(2 * Math.PI * phase))).toBeLessThan(2e-6);
});

describe.each(Object.keys(VOICES) as VoiceName[])('the voice %s', (name) => {
  const tone = { frequency: 220, length: RATE, velocity: 0.7, brightness: 0.5, rate: RATE, seed: 3 };
  const whole = new Float64Array(RATE);
  begin(name, tone).next({ out: whole, count: RATE });

  test('sounds alike however it is cut into blocks', () => {
    const pieces = new Float64Array(RATE);
    const sounding = begin(name, tone);
    for (let at = 0, size = 1; at < RATE; at += size, size = (size * 7 + 1) % 4000)
      sounding.next({ out: pieces.subarray(at), count: Math.min(size, RATE - at) });
    expect(pieces).toEqual(whole);
  });

  test('is heard, begins and ends without a click, and stays in bounds', () => {
    const loudest = whole.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(loudest).toBeGreaterThan(0.005);
    expect(loudest).toBeLessThan(0.7);
    expect(whole.every(Number.isFinite)).toBe(true);
    for (const value of [whole[0] ?? 1, whole[RATE - 1] ?? 1])
      expect(Math.abs(value)).toBeLessThan(0.03 * loudest + 1e-9);
  });
});

test('pieces differ, and each is the same every time', () => {
  const hashes = FAMILY_IDS.map((family) => hashOfBeginning(family, 1, 4));
  expect(new Set(hashes).size).toBe(FAMILY_IDS.length);
  expect(hashOfBeginning('cascade', 1, 4)).toBe(hashes[FAMILY_IDS.indexOf('cascade')]);
  expect(hashOfBeginning('cascade', 2, 4)).not.toBe(hashes[FAMILY_IDS.indexOf('cascade')]);
});

test.each(FAMILY_IDS)(
  'a whole piece of "%s" is as loud as agreed, without clipping, offset or click',
  (family) => {
    const piece = pieceOf(family, 7);
    const { lufs, peak, dc, step } = figuresOf(hear(piece, gainOf(piece)));
    expect(lufs).toBeGreaterThan(-18);
    expect(lufs).toBeLessThan(-14);
    expect(peak).toBeLessThan(1);
    expect(dc).toBeLessThan(1e-3);
    expect(step).toBeLessThan(0.9);
  }
);

test('a WAV file says what it holds', () => {
  const view = new DataView(wavHeader(10, RATE));
  const text = (at: number, length: number) =>
    String.fromCharCode(...new Uint8Array(view.buffer).subarray(at, at + length));
  expect([text(0, 4), text(8, 4), text(12, 4), text(36, 4)]).toEqual(['RIFF', 'WAVE', 'fmt ', 'data']);
  expect(view.byteLength).toBe(44);
  expect([view.getUint32(4, true), view.getUint32(40, true)]).toEqual([36 + 40, 40]);
  expect([
    view.getUint16(22, true),
    view.getUint32(24, true),
    view.getUint32(28, true),
    view.getUint16(34, true)
  ]).toEqual([2, RATE, 4 * RATE, 16]);
});

test('samples are rounded, and cut at full scale', () => {
  const pcm = toPcm({ left: Float32Array.of(0, 0.5, 2), right: Float32Array.of(1, -1, -2) });
  expect([...pcm]).toEqual([0, 32_767, 16_384, -32_767, 32_767, -32_768]);
});
