export { History } from './history.ts';
export { importFiles } from './import.ts';
export { onHistoryChanged } from './changes.ts';
export { songKey } from './identity.ts';
export type {
  FileReport,
  HistorySummary,
  ImportProgress,
  ImportRecord,
  ImportReport,
  Listening,
  Play,
  RejectReason,
  Song
} from './types.ts';
