import type { Sound } from './render.ts';

const HEADER = 44;
const CHANNELS = 2;
const BYTES = 2;

/** The beginning of a WAV file (RIFF, 16-bit stereo PCM). @param frames samples of each channel that follow */
export function wavHeader(frames: number, rate: number): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(HEADER));
  const text = (at: number, letters: string) => {
    for (let i = 0; i < letters.length; i++) view.setUint8(at + i, letters.charCodeAt(i));
  };
  const size = frames * CHANNELS * BYTES;
  text(0, 'RIFF');
  view.setUint32(4, HEADER - 8 + size, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, CHANNELS, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * CHANNELS * BYTES, true);
  view.setUint16(32, CHANNELS * BYTES, true);
  view.setUint16(34, 8 * BYTES, true);
  text(36, 'data');
  view.setUint32(40, size, true);
  return view.buffer;
}

/** Left and right in turns, rounded to 16 bits; what is louder than full scale is clipped. */
export function toPcm({ left, right }: Sound): Int16Array<ArrayBuffer> {
  const pcm = new Int16Array(left.length * CHANNELS);
  for (let i = 0; i < left.length; i++) {
    pcm[2 * i] = toInteger(left[i] ?? 0);
    pcm[2 * i + 1] = toInteger(right[i] ?? 0);
  }
  return pcm;
}

function toInteger(value: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(value * 32_767)));
}
