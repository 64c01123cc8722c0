import { ours, stated, type Parameter } from '../parameter.ts';

/** What a listener brings in: one large service as the example, as it publishes figures. */
export const SERVICE = {
  arpuPremium: {
    ...{ name: 'Revenue from a premium listener', symbol: 'ARPU_premium', unit: 'EUR a month' },
    ...{ value: 4.53, range: stated(4.4, 4.8), scale: 'linear', kind: 'fact', confidence: 'second-hand' },
    ...{ sources: [5, 6], note: 'Spotify, Q3 2025; 4.70 in Q4.' }
  },
  marginPremium: {
    ...{ name: 'Gross margin on premium', symbol: 'GM_premium', unit: '%', value: 33.2, scale: 'linear' },
    ...{ kind: 'fact', confidence: 'second-hand', sources: [6], note: 'Spotify, Q3 2025.' }
  },
  arpuFree: {
    ...{ name: 'Revenue from a free listener', symbol: 'ARPU_free', unit: 'EUR a month' },
    ...{ value: 446 / 3 / 439.5, range: stated(0.3, 0.39), scale: 'linear' },
    ...{ kind: 'fact', confidence: 'derived', sources: [5, 7] },
    note: 'Spotify, Q3 2025: EUR 446 M of advertising in a quarter over 439.5 M free listeners.'
  },
  marginFree: {
    ...{ name: 'Gross margin on the free tier', symbol: 'GM_free', unit: '%', value: 18.4, scale: 'linear' },
    ...{ kind: 'fact', confidence: 'second-hand', sources: [6], note: 'Spotify, Q3 2025.' }
  },
  dollars: {
    ...{ name: 'Dollars to a euro', symbol: 'FX', unit: '$/EUR', value: 1.17, scale: 'linear' },
    ...{ kind: 'fact', confidence: 'derived', sources: [2], note: 'Implied by reported figures.' }
  },
  listeners: {
    ...{ name: 'Listeners of the service', symbol: 'MAU', unit: 'M', value: 761, range: ours(1, 761) },
    ...{ scale: 'log', kind: 'fact', confidence: 'second-hand', sources: [1, 2] },
    note: 'Spotify, Q1 2026, of whom 293 M pay. Go down to see a smaller service.'
  }
} as const satisfies Record<string, Parameter>;
