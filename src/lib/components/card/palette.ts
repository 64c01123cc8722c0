import type { CardColour } from '$lib/app/index.ts';

export type CardLook = 'light' | 'dark';

export interface CardPalette extends Record<CardColour, string> {
  /** The colours of covers, palest first. */
  tints: readonly [string, string, string, string, string];
}

/** The app's colours. A card may have those that the page has not, so they stand here again beside app.css. */
export const palettes: Readonly<Record<CardLook, CardPalette>> = {
  light: {
    paper: '#fdfcfb',
    ink: '#1d1917',
    'ink-soft': '#665e59',
    accent: '#c6340b',
    tints: ['#f6e7df', '#efd0c1', '#e7a98f', '#7e2c14', '#d8481c']
  },
  dark: {
    paper: '#141211',
    ink: '#f3eeeb',
    'ink-soft': '#b0a59e',
    accent: '#ff855c',
    tints: ['#2a1d18', '#472719', '#7e3a22', '#f2b8a0', '#ef7148']
  }
};
