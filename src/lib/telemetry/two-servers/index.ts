/**
 * Telemetry by two servers that do not collude: each gets a share of every answer that tells nothing by itself, and
 * only the sum over everybody comes out. Heavy: get it by `loadTwoServers` of the room's door.
 */
export { runRound, type Round, type RoundOptions, type Tampering } from './round.ts';
export { openDap, type DapClient } from './dap.ts';
