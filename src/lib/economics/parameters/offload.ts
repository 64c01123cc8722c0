import { ours, stated, type Parameter } from '../parameter.ts';

const assumed = { kind: 'assumption', confidence: 'assumed', sources: [] } as const;

/** What can move to the listener's device, and what moving it costs the company. */
export const OFFLOAD = {
  rankingDevices: {
    ...{ name: 'Devices that run the ranking', symbol: 'eta', unit: '', value: 0.9 },
    ...{ range: stated(0, 0.9), scale: 'linear', ...assumed },
    note: '0.9 with WebGPU or WebAssembly; 0.3 with an app’s NPU; 0 with an NPU from a web page today.'
  },
  rankingMovable: {
    ...{ name: 'Share of ranking that can move', symbol: 'phi', unit: '', value: 0.5 },
    ...{ range: stated(0.2, 0.8), scale: 'linear', ...assumed },
    note: 'Re-ranking and the model of a session; searching the whole catalogue cannot.'
  },
  djDevices: {
    ...{ name: 'Devices that run the DJ', symbol: 'eta', unit: '', value: 0.3 },
    ...{ range: stated(0, 0.9), scale: 'linear', ...assumed },
    note: '0.3 with an app’s NPU; 0 with an NPU from a web page today; 0.9 as for the ranking.'
  },
  djMovable: {
    ...{ name: 'Share of the DJ that can move', symbol: 'phi', unit: '', value: 1 },
    ...{ range: ours(0.5, 1), scale: 'linear', ...assumed }
  },
  rankingSize: {
    ...{ name: 'Size of the recommender', symbol: 'size', unit: 'GB', value: 0.003, scale: 'linear' },
    ...{ kind: 'fact', confidence: 'derived', sources: [], note: 'This app’s.' }
  },
  djSize: {
    ...{ name: 'Size of the DJ’s model', symbol: 'size', unit: 'GB', value: 0.7 },
    ...{ range: ours(0.35, 1.4), scale: 'log', ...assumed, note: 'A language model of 1.2B in 4 bits.' }
  },
  rankingUpdates: {
    ...{ name: 'New versions of the recommender', symbol: 'updates', unit: 'a year', value: 12 },
    ...{ range: ours(6, 24), scale: 'log', whole: true, ...assumed }
  },
  djUpdates: {
    ...{ name: 'New versions of the DJ’s model', symbol: 'updates', unit: 'a year', value: 4 },
    ...{ range: ours(2, 8), scale: 'log', whole: true, ...assumed }
  },
  deliveryPrice: {
    ...{ name: 'Sending a gigabyte', symbol: 'p_cdn', unit: '$/GB', value: 0.01 },
    ...{ range: stated(0.005, 0.085), scale: 'log', kind: 'fact', confidence: 'second-hand', sources: [21] },
    note: '50 TB cost $500 at Bunny and $3,500 at CloudFront.'
  },
  engineering: {
    ...{ name: 'Engineering for a second runtime', symbol: 'K_eng', unit: 'M EUR a year', value: 4 },
    ...{ range: stated(1, 20), scale: 'log', ...assumed },
    note: 'Twenty people. A web app that has only one runtime avoids most of it.'
  }
} as const satisfies Record<string, Parameter>;
