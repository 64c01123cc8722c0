import {
  type FileReport,
  type HistorySummary,
  type ImportReport,
  type RejectReason
} from '../../../src/lib/history/index.ts';

/** All files of a report together, and what the history held afterwards. */
export interface Total {
  records: number;
  plays: number;
  skips: number;
  rejected: FileReport['rejected'];
  distinctTracks: number;
  distinctArtists: number;
  /** ms since epoch; absent where there are no plays. */
  firstPlay?: number;
  lastPlay?: number;
}

export function totalOf({ files }: ImportReport, summary: HistorySummary): Total {
  const rejected = { malformed: 0, not_music: 0, no_title: 0, private: 0, duplicate: 0 };
  const total: Total = {
    records: 0,
    plays: 0,
    skips: 0,
    rejected,
    distinctTracks: summary.songs,
    distinctArtists: summary.artists,
    ...(summary.firstPlay !== undefined && { firstPlay: summary.firstPlay }),
    ...(summary.lastPlay !== undefined && { lastPlay: summary.lastPlay })
  };
  for (const file of files) {
    total.records += file.records;
    total.plays += file.plays;
    total.skips += file.skips;
    for (const reason of Object.keys(rejected) as RejectReason[]) rejected[reason] += file.rejected[reason];
  }
  return total;
}
