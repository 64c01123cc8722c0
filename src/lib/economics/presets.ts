import type { Values } from './parameters/index.ts';

/** What text and speech cost together, as three services price them. */
export const DJ_PRICES = {
  /** The cheapest 8B model found, and a voice hosted oneself. */
  low: { priceIn: 0.03, priceOut: 0.05, priceSpeech: 1 },
  /** Bedrock, and Google's standard voice. */
  middle: { priceIn: 0.22, priceOut: 0.22, priceSpeech: 4 },
  /** Bedrock, and Google's Neural2 voice. */
  high: { priceIn: 0.22, priceOut: 0.22, priceSpeech: 16 }
} as const satisfies Record<string, Partial<Values>>;

export type DjPrices = keyof typeof DJ_PRICES;
