export { totalsTable } from './accounts.ts';
export { CAP_STOPS, capStop } from './caps.ts';
export { exampleAccount, type ExampleAccount } from './example.ts';
export { logFile } from './log-file.ts';
export type { TelemetryState } from './telemetry.svelte.ts';
export { describeReceipt, describeStanding, describeWeek, nameOfMetric, toHex, toText } from './words.ts';
