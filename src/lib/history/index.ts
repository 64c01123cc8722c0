export { History } from './history.ts';
export { importFiles } from './import.ts';
export type { OnRead } from './import/reader.ts';
export { readShare, type SecondReader, type SentReading } from './import/second-reader.ts';
export type { Share } from './import/shares.ts';
export { onHistoryChanged } from './changes.ts';
export { PlaysBrowser, foldForSearch, type PlayRow, type PlaysFilter } from './browse/index.ts';
export {
  LIST_FORMATS,
  spotifyLink,
  writeList,
  type ListedSong,
  type ListFormat,
  type SongList
} from './export/index.ts';
export { SKIP_BELOW_MS } from './limits.ts';
export { artistKey, songKey } from './identity.ts';
export { cleanName } from './text.ts';
export { historyBackup } from './store/validate.ts';
export { simulateListener } from './sample/listener.ts';
export { MOODS, type SampleMusic } from './sample/music.ts';
export { SOURCES, type Source } from './sources.ts';
export { dateOf, dayOf, weekdayOf } from './local-time.ts';
export * from './statistics/index.ts';
export type {
  Album,
  Artist,
  Exclusion,
  ExclusionRecord,
  Feedback,
  FeedbackKind,
  FileReport,
  HistorySummary,
  HistoryView,
  ImportProgress,
  ImportRecord,
  ImportReport,
  Listening,
  OwnPlay,
  Play,
  RejectReason,
  Song,
  SourceReach
} from './types.ts';
