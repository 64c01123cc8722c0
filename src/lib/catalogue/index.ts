export { FAMILIES, FAMILY_IDS } from './families/index.ts';
export type { Family, FamilyId, Parameters } from './families/family.ts';
export { FEATURES, featuresOf } from './features.ts';
export { allPieces, findPiece, pieceOf, scoreOf, SEEDS, type Piece } from './piece.ts';
export { hashOf, type Note, type Score } from './score.ts';
export { record, type Take } from './recording.ts';
export { gainOf } from './synth/gain.ts';
export { RATE, render, type Sound } from './synth/render.ts';
export { toPcm, wavHeader } from './synth/wav.ts';
