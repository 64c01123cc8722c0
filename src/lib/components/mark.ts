/**
 * The mark: an ear whose folds are a sound wave around its source. Strokes and a dot on a 64 by 64 grid, shared by
 * the header and by the script that renders the icons.
 */
export const mark = {
  /** Helix down to the lobe, and the wave inside it. */
  strokes: 'M13 29a19 19 0 0 1 38 0c0 11-9 12-9 20a8.5 8.5 0 0 1-16 4M22.5 29a9.5 9.5 0 0 1 19 0',
  strokeWidth: 5.5,
  dot: { cx: 32, cy: 29, r: 3.2 }
} as const;
