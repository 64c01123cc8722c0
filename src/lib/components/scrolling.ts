/** Tallest element that every browser lays out, px: Firefox ends at 17.8 million, Chromium and Safari at 33.5. */
const TALLEST = 15_000_000;

/** A list of equal rows in a scrolled window, px. */
export interface Extent {
  rows: number;
  rowHeight: number;
  /** Height of the window. */
  viewport: number;
}

/** Height of what is scrolled: that of all rows or, where no browser could show so much, less. */
export function scrollHeight({ rows, rowHeight }: Extent): number {
  return Math.min(rows * rowHeight, TALLEST);
}

/** The furthest position: the last row at the bottom of the window. */
export function lastPosition({ rows, rowHeight, viewport }: Extent): number {
  return Math.max(0, rows * rowHeight - viewport);
}

/** Where in the list a scroll bar stands, as the distance of the window's top from the first row's, px. */
export function positionAt(scrollTop: number, extent: Extent): number {
  return clamp(scrollTop * ratio(extent), extent);
}

/** Where the scroll bar belongs for a position in the list. */
export function scrollTopAt(position: number, extent: Extent): number {
  return position / ratio(extent);
}

/**
 * The position after the bar went from `before` to `after`. Wheels, fingers and keys move it by less than a window
 * or two, and the rows then move exactly as far, even where the bar stands for more pixels than it has; what moves
 * it further is a drag of the bar itself.
 */
export function positionAfter(position: number, before: number, after: number, extent: Extent): number {
  const moved = after - before;
  if (ratio(extent) === 1 || Math.abs(moved) > 2 * extent.viewport) return positionAt(after, extent);
  const next = clamp(position + moved, extent);
  // At its ends the bar cannot show the last few pixels.
  if (after <= 0 && next < extent.rowHeight) return 0;
  const end = lastPosition(extent);
  return after >= scrollHeight(extent) - extent.viewport && next > end - extent.rowHeight ? end : next;
}

/** Rows from `first` to before `end` that are in the window, and `spare` more on both sides. */
export function rowsIn(position: number, { rows, rowHeight, viewport }: Extent, spare: number) {
  const first = Math.max(0, Math.floor(position / rowHeight) - spare);
  return { first, end: Math.min(rows, Math.ceil((position + viewport) / rowHeight) + spare) };
}

/** The position nearest to `position` at which a row is wholly in the window. */
export function positionShowing(row: number, position: number, extent: Extent): number {
  const top = row * extent.rowHeight;
  const highest = top + extent.rowHeight - extent.viewport;
  return clamp(Math.min(top, Math.max(position, highest)), extent);
}

export function clamp(position: number, extent: Extent): number {
  return Math.min(Math.max(0, position), lastPosition(extent));
}

/** Pixels of the list for each pixel of the scroll bar. */
function ratio(extent: Extent): number {
  const way = scrollHeight(extent) - extent.viewport;
  return way > 0 ? lastPosition(extent) / way : 1;
}
