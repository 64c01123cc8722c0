export { askedFor } from './address.ts';
export * from './charts/index.ts';
export { carriesFiles, entriesOf, type Dropped } from './drop.ts';
export { collectFiles } from './dropped.ts';
export { Earshot, provideEarshot, useEarshot } from './earshot.svelte.ts';
export {
  comparisonFigures,
  describeProtocol,
  describeVerdict,
  describeHistory,
  networkFigures,
  type Figure,
  type PartFigures
} from './figures.ts';
export type { FilesState } from './files/files.svelte.ts';
export { describeFileProblem, describeFilesRead } from './files/words.ts';
export { formatDay, formatDayAndTime, MONTHS } from './dates.ts';
export { countOf, formatBytes, formatCount, formatDuration, formatPercent, formatTime } from './format.ts';
export { actionOf, KEYS, type KeyAction } from './player/keys.ts';
export type { Player } from './player/player.svelte.ts';
export { describeServing } from './parts.ts';
export { filterOf, parsePlaysQuery, writePlaysQuery, type PlaysQuery } from './plays-filter.ts';
export { describePlay, type PlayAccount } from './plays.ts';
export {
  describeEpoch,
  describeHeld,
  describeTimeLeft,
  describeTraining,
  policyOptions
} from './progress.ts';
export { copyLink } from './copy-link.ts';
export { downloadName, saveFile } from './download.ts';
export { nameImport } from './import-name.ts';
export * from './listen/index.ts';
export { listFormats, saveList } from './lists.ts';
export { MeasureState } from './measure.svelte.ts';
export {
  describeMeasured,
  describeMeasurement,
  describeMeasuring,
  measurementFile,
  measurementTables,
  type RouteRow,
  type RouteTable
} from './measurement.ts';
export { ModelFileState } from './model-file.svelte.ts';
export type { TrainingPolicy } from './training-policy.ts';
export { localMidnight } from './local-midnight.ts';
export { explain } from './problems.ts';
export { describeReason, shorten } from './reasons.ts';
export { removeImport } from './remove-import.ts';
export * from './recap/index.ts';
export { describeFiles, describeFileState, describeImport, type FileAccount } from './reports.ts';
export { parsePeriod, periodOptions, type PeriodId } from './periods.ts';
export { standInForStores } from './stand-in.ts';
export {
  describeExclusion,
  describeHour,
  describeSource,
  sourceNames,
  type SourceAccount
} from './sources.ts';
export * from './telemetry/index.ts';
export * from './lab/index.ts';
export * from './thesis/index.ts';
