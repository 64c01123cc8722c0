const MiB = 1024 * 1024;

/** One file inside a zip, or one loose file, after inflating. Real exports stay below about 12 MB each. */
export const MAX_MEMBER_BYTES = 500 * MiB;
/** Inflated bytes per compressed byte. Honest exports are at 13 to 15. */
export const MAX_RATIO = 100;
/** What may come out before the ratio is looked at: a short run of blanks is no attack. */
export const RATIO_FREE_BYTES = 8 * MiB;
/** So many files of one zip may explode before the others have to suffer for it. */
export const FORGIVEN_BOMBS = 10;
/** Files in one zip, zips within it included. */
export const MAX_MEMBERS = 3000;
/** A zip within a zip within ... the file that was chosen is at depth 1. */
export const MAX_ZIP_DEPTH = 5;
/** A zip within a zip has to be held whole, because its table of contents is at its end. */
export const MAX_INNER_ZIP_BYTES = 256 * MiB;
/** One record of a JSON array. Real ones have about 700. */
export const MAX_RECORD_BYTES = 4 * MiB;
/** Events of one import, as they are staged in memory. A lifetime of listening is well below a million. */
export const MAX_EVENTS = 3_000_000;
/** Longest artist, title or album that is stored, in code points. */
export const MAX_NAME_LENGTH = 300;
/** Longest file path in a report, in UTF-16 units. */
export const MAX_PATH_LENGTH = 300;
/** From so many bytes on, as a zip has them, a second reader saves more than its start takes. */
export const SHARED_FROM_BYTES = 2 * MiB;
/** How much of a file the importers see to recognise it. */
export const HEAD_BYTES = 64 * 1024;

/** Heard for less than this, a piece counts as skipped (ms). The industry's own threshold for a stream. */
export const SKIP_BELOW_MS = 30_000;
/** Longest believable play, ms. */
export const MAX_PLAY_MS = 24 * 60 * 60 * 1000;
/** Times outside are broken clocks: the first and the last believable moment, ms since epoch. */
export const EARLIEST = Date.UTC(2000, 0, 1);
export const LATEST = Date.UTC(2035, 0, 1) - 1;
/** Equal plays of one address that start closer together than this and overlap are one play, ms. */
export const ECHO_WINDOW_MS = 30_000;
/** Events of different sources that start further apart than this are different listens, ms. */
export const TWIN_WINDOW_MS = 90_000;
/** Durations of one listen in two sources differ by at most this, ms. */
export const SAME_DURATION_MS = 30_000;
