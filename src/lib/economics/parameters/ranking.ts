import { ours, stated, type Parameter } from '../parameter.ts';

const assumed = { kind: 'assumption', confidence: 'assumed', sources: [] } as const;

/** What it takes to choose songs, and what the machines for it cost. */
export const RANKING = {
  requests: {
    ...{ name: 'Recommendation requests', symbol: 'n1', unit: 'a month', value: 600 },
    ...{ range: stated(200, 3000), scale: 'log', whole: true, ...assumed },
    note: 'Of the legacy model.'
  },
  requestMs: {
    ...{ name: 'Processor time of a request', symbol: 't_vcpu', unit: 'ms', value: 5 },
    ...{ range: stated(2, 20), scale: 'log', ...assumed },
    note: 'Two towers, a nearest-neighbour search, and ranking 500 songs.'
  },
  calls: {
    ...{ name: 'Calls of the sequence model', symbol: 'n2', unit: 'a month', value: 1000 },
    ...{ range: stated(300, 6000), scale: 'log', whole: true, ...assumed },
    note: 'Every play, skip and look at the first page.'
  },
  coreMs: {
    ...{ name: 'Time of a transformer’s call', symbol: 't_core', unit: 'ms', value: 26.8, scale: 'linear' },
    ...{ kind: 'fact', confidence: 'measured', sources: [] },
    note:
      'Four blocks of width 256 over 200 plays, scoring 100,000 songs: 1.47 GFLOP, on a machine of two ' +
      'cores.'
  },
  cores: {
    ...{ name: 'Cores busy with it', symbol: 'k', unit: 'cores', value: 2, scale: 'linear', whole: true },
    ...{ kind: 'fact', confidence: 'measured', sources: [], note: 'Both taken to be busy all the time.' }
  },
  flop: {
    ...{ name: 'Work of a generative recommender’s call', symbol: 'F', unit: 'FLOP', value: 1e11 },
    ...{ range: stated(1e9, 1e11), scale: 'log', kind: 'fact', confidence: 'read', sources: [9] },
    note: 'The upper end of what was published, which favours the thesis.'
  },
  corePrice: {
    ...{ name: 'A rented processor core', symbol: 'p_vcpu', unit: '$ an hour', value: 0.041 },
    ...{ range: stated(0.02, 0.05), scale: 'linear', kind: 'fact', confidence: 'second-hand', sources: [10] },
    note: 'm7g.large, 0.0816 for two.'
  },
  gpuPrice: {
    ...{ name: 'A rented GPU', symbol: 'p_gpu', unit: '$ an hour', value: 1.006, scale: 'linear' },
    ...{ kind: 'fact', confidence: 'second-hand', sources: [10], note: 'A10G, as g5.xlarge.' }
  },
  gpuPeak: {
    ...{ name: 'Peak of that GPU', symbol: 'F_peak', unit: 'FLOP/s', value: 125e12 },
    ...{ range: ours(62.5e12, 250e12), scale: 'log', ...assumed },
    note: 'A10G, float16 on its tensor cores.'
  },
  gpuUse: {
    ...{ name: 'Share of the peak that is reached', symbol: 'mfu', unit: '', value: 0.2 },
    ...{ range: stated(0.05, 0.4), scale: 'linear', ...assumed }
  },
  fleetUse: {
    ...{ name: 'Share of rented time that is used', symbol: 'u', unit: '', value: 0.4 },
    ...{ range: stated(0.2, 0.7), scale: 'linear', ...assumed }
  }
} as const satisfies Record<string, Parameter>;
