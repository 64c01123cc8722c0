import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Extent,
  lastPosition,
  positionAfter,
  positionAt,
  positionShowing,
  rowsIn,
  scrollHeight,
  scrollTopAt
} from '../../../src/lib/components/scrolling.ts';

/** Lists from none to far more rows than any browser can lay out. */
const extent: fc.Arbitrary<Extent> = fc.record({
  rows: fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 3_000_000 })),
  rowHeight: fc.integer({ min: 20, max: 120 }),
  viewport: fc.integer({ min: 200, max: 2000 })
});
const share = fc.double({ min: 0, max: 1, noNaN: true });

const MILLION: Extent = { rows: 1_000_000, rowHeight: 64, viewport: 600 };

describe('scrolling', () => {
  it('never asks for an element that a browser could not lay out', () => {
    fc.assert(
      fc.property(extent, (each) => {
        expect(scrollHeight(each)).toBeLessThanOrEqual(17_000_000);
      })
    );
  });

  it('reaches both ends of every list, and the bar and the list agree between', () => {
    fc.assert(
      fc.property(extent, share, (each, part) => {
        const way = Math.max(0, scrollHeight(each) - each.viewport);
        expect(positionAt(0, each)).toBe(0);
        expect(positionAt(way, each)).toBeCloseTo(lastPosition(each), 3);
        expect(scrollTopAt(positionAt(part * way, each), each)).toBeCloseTo(part * way, 3);
      })
    );
  });

  it('moves the rows of a short list by what the bar moves', () => {
    const each = { rows: 100, rowHeight: 64, viewport: 600 };
    expect(positionAfter(500, 500, 620, each)).toBe(620);
    expect(positionAfter(500, 500, 5000, each)).toBe(5000);
  });

  it('moves the rows of a long list by as much for a wheel, and by more for a drag of the bar', () => {
    expect(positionAfter(1_000_000, 234_000, 234_120, MILLION)).toBe(1_000_120);
    expect(positionAfter(1_000_000, 234_000, 7_500_000, MILLION)).toBeCloseTo(
      positionAt(7_500_000, MILLION),
      3
    );
  });

  it('comes to the very first and last row with small steps', () => {
    expect(positionAfter(40, 30, 0, MILLION)).toBe(0);
    const end = lastPosition(MILLION);
    const bottom = scrollHeight(MILLION) - MILLION.viewport;
    expect(positionAfter(end - 40, bottom - 30, bottom, MILLION)).toBe(end);
    // But not past rows that nobody has seen.
    expect(positionAfter(5000, 100, 0, MILLION)).toBe(4900);
  });

  it('shows every row of the window and only rows of the list', () => {
    fc.assert(
      fc.property(extent, share, fc.integer({ min: 0, max: 10 }), (each, part, spare) => {
        const position = part * lastPosition(each);
        const { first, end } = rowsIn(position, each, spare);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(each.rows);
        if (each.rows > 0) expect(first * each.rowHeight).toBeLessThanOrEqual(position);
        const bottom = Math.min(position + each.viewport, each.rows * each.rowHeight);
        expect(end * each.rowHeight).toBeGreaterThanOrEqual(bottom);
        expect(end - first).toBeLessThanOrEqual(each.viewport / each.rowHeight + 2 + 2 * spare);
      })
    );
  });

  it('brings a row into the window, moving no further than it must', () => {
    fc.assert(
      fc.property(extent, share, share, (each, part, which) => {
        fc.pre(each.rows > 0);
        const position = part * lastPosition(each);
        const row = Math.floor(which * (each.rows - 1));
        const next = positionShowing(row, position, each);
        expect(row * each.rowHeight).toBeGreaterThanOrEqual(next - 1e-6);
        expect((row + 1) * each.rowHeight).toBeLessThanOrEqual(next + each.viewport + 1e-6);
        expect(positionShowing(row, next, each)).toBeCloseTo(next, 6);
      })
    );
  });
});
