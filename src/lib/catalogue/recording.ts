import { type Piece, scoreOf } from './piece.ts';
import { gainOf } from './synth/gain.ts';
import { RATE, render } from './synth/render.ts';
import { toPcm, wavHeader } from './synth/wav.ts';

/** Some of a piece's sound, from its beginning, as a WAV file. */
export interface Take {
  file: Blob;
  seconds: number;
  whole: boolean;
}

/**
 * Seconds at which there is a take before the whole is done: the first soon enough to begin with, each of the others
 * before the one before it has been played, on anything that renders three times as fast as the music goes.
 */
const TAKES = [16, 64];

/** Renders a piece, a third of a second at a time, with a take wherever there is one. */
export function* record(piece: Piece): Generator<Take | undefined> {
  const blocks: Int16Array<ArrayBuffer>[] = [];
  const wanted = [...TAKES];
  let frames = 0;
  const take = (whole: boolean): Take => {
    const file = new Blob([wavHeader(frames, RATE), ...blocks], { type: 'audio/wav' });
    return { file, seconds: frames / RATE, whole };
  };
  for (const sound of render(scoreOf(piece), gainOf(piece))) {
    blocks.push(toPcm(sound));
    frames += sound.left.length;
    const due = frames >= (wanted[0] ?? Infinity) * RATE;
    if (due) wanted.shift();
    yield due ? take(false) : undefined;
  }
  yield take(true);
}
