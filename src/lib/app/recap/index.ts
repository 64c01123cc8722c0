export { CARD_SIZES, cardFileName, cardOf, describeCard, type CardContent, type CardFormat } from './card.ts';
export type { CardColour, DrawCommand } from './drawing.ts';
export type { Fact } from './facts.ts';
export { layoutCard } from './layout.ts';
export { daysBetween, isoDate, parseRecap, recapId, recapName, type RecapPeriod } from './period.ts';
export { FEW, type Recap, type RecapEntry, recapOf } from './recap.ts';
export { RecapState } from './recap.svelte.ts';
export type { MeasureText, TextStyle } from './text.ts';
