import { stated, type Parameter } from '../parameter.ts';

const assumed = { kind: 'assumption', confidence: 'assumed', sources: [] } as const;
const priced = { kind: 'fact', confidence: 'second-hand' } as const;

/** A DJ that speaks between songs: a language model writes, another reads it out. */
export const DJ = {
  breaks: {
    ...{ name: 'Times the DJ speaks', symbol: 'n3', unit: 'a month', value: 16 },
    ...{ range: stated(5, 160), scale: 'log', whole: true, ...assumed },
    note: 'Four hours with the DJ, four times an hour.'
  },
  tokensIn: {
    ...{ name: 'What the language model reads each time', symbol: 'tok_in', unit: 'tokens', value: 800 },
    ...{ range: stated(300, 4000), scale: 'log', whole: true, ...assumed }
  },
  tokensOut: {
    ...{ name: 'What it writes each time', symbol: 'tok_out', unit: 'tokens', value: 100 },
    ...{ range: stated(60, 200), scale: 'log', whole: true, ...assumed }
  },
  characters: {
    ...{ name: 'What is spoken each time', symbol: 'ch', unit: 'characters', value: 500 },
    ...{ range: stated(300, 900), scale: 'linear', whole: true, ...assumed }
  },
  priceIn: {
    ...{ name: 'Text read, by an 8B model', symbol: 'p_in', unit: '$/M tokens', value: 0.22 },
    ...{ range: stated(0.03, 0.28), scale: 'linear', ...priced, sources: [13] },
    note: 'Bedrock; the cheapest found is 0.03, Cloudflare’s 0.28.'
  },
  priceOut: {
    ...{ name: 'Text written, by an 8B model', symbol: 'p_out', unit: '$/M tokens', value: 0.22 },
    ...{ range: stated(0.05, 0.83), scale: 'linear', ...priced, sources: [13] },
    note: 'Bedrock; the cheapest found is 0.05, Cloudflare’s 0.83.'
  },
  priceSpeech: {
    ...{ name: 'Speech', symbol: 'p_tts', unit: '$/M characters', value: 4 },
    ...{ range: stated(1, 30), scale: 'log', ...priced, sources: [14, 15] },
    note: 'Google Standard; 1 is like hosting it oneself, Neural2 is 16, Chirp 3 HD 30.'
  }
} as const satisfies Record<string, Parameter>;
