import type { HistorySummary } from '../types.ts';

export const NO_SUMMARY: HistorySummary = {
  revision: 0,
  plays: 0,
  skips: 0,
  songs: 0,
  artists: 0,
  sample: false
};
