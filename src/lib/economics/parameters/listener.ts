import { ours, stated, type Parameter } from '../parameter.ts';

const assumed = { kind: 'assumption', confidence: 'assumed', sources: [] } as const;

/** What a call costs the one who owns the device: power, and the battery's life. */
export const LISTENER = {
  callEnergy: {
    ...{ name: 'Energy of a ranking call', symbol: 'J', unit: 'J', value: 0.1 },
    ...{
      range: stated(0.00068, 0.1),
      scale: 'log',
      kind: 'assumption',
      confidence: 'assumed',
      sources: [16]
    },
    note:
      'Pessimistic, for WebAssembly. Apple published 0.00158 J for a small transformer on its Neural ' +
      'Engine, 0.00068 J at its slower setting.'
  },
  corePower: {
    ...{ name: 'Power of a busy core', symbol: 'P_core', unit: 'W', value: 5 },
    ...{ range: ours(1, 15), scale: 'log', ...assumed },
    note:
      'What a call of this very device can use at most: this, for as long as it takes. Generous, so that your side is ' +
      'not made small.'
  },
  tokenEnergy: {
    ...{ name: 'Energy of a token', symbol: 'J', unit: 'J', value: 0.078 },
    ...{ range: stated(0.078, 0.286), scale: 'log', kind: 'fact', confidence: 'second-hand', sources: [17] },
    note: 'A 1.2B model in 4 bits: a phone’s NPU; 0.286 on its processor. Reading counts like writing.'
  },
  battery: {
    ...{ name: 'Battery', symbol: 'W_batt', unit: 'Wh', value: 19.4 },
    ...{ range: stated(13, 19.4), scale: 'linear', ...assumed }
  },
  batteryPrice: {
    ...{ name: 'A new battery', symbol: 'p_batt', unit: 'EUR', value: 90 },
    ...{ range: ours(45, 180), scale: 'log', ...assumed }
  },
  cycles: {
    ...{ name: 'Life of a battery', symbol: 'cycles', unit: 'charges', value: 900 },
    ...{ range: ours(450, 1800), scale: 'log', whole: true, ...assumed }
  },
  charging: {
    ...{ name: 'Share of the power that reaches the battery', symbol: 'eta_chg', unit: '', value: 0.75 },
    ...{ range: ours(0.5, 1), scale: 'linear', ...assumed }
  },
  powerPrice: {
    ...{ name: 'Power', symbol: 'p_kwh', unit: 'EUR/kWh', value: 0.287 },
    ...{ range: stated(0.104, 0.384), scale: 'linear', kind: 'fact', confidence: 'read', sources: [18] },
    note: 'Households in the EU, first half of 2025.'
  }
} as const satisfies Record<string, Parameter>;
