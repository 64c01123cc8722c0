import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importFiles } from '../../../src/lib/history/import.ts';
import type { Row } from '../../../src/lib/history/importers/importer.ts';
import { noContents } from '../../../src/lib/history/store/contents.ts';
import { DUPLICATE, KEPT, NEAR_DUPLICATE, merge } from '../../../src/lib/history/store/merge.ts';
import { monthsIn } from '../../../src/lib/history/store/months.ts';
import { toListening } from '../../../src/lib/history/store/songs.ts';
import { Staging } from '../../../src/lib/history/store/staging.ts';
import { NO_IMPORT } from '../../../src/lib/history/store/origins.ts';
import { rowsToJson, spotifyRows } from '../../fixtures/spotify.ts';
import { InMemoryHistory } from './in-memory.ts';

const MONTH_END = Date.UTC(2024, 1, 1);

/** Rows from a world so small that everything collides: around a month's end, with re-releases and renamed tracks. */
const row: fc.Arbitrary<Row> = fc
  .record({
    artist: fc.constantFrom('A', 'a', 'B'),
    title: fc.constantFrom('x', 'X '),
    album: fc.constantFrom(undefined, 'one', 'two'),
    uri: fc.constantFrom(undefined, 'spotify:track:1', 'spotify:track:2'),
    startedAt: fc.integer({ min: -30, max: 30 }).map((step) => MONTH_END + step * 5000),
    msPlayed: fc.constantFrom(0, 20_000, 200_000)
  })
  .map((fields) => ({ ...fields, skipped: fields.msPlayed < 30_000 }));

function stage(rows: readonly Row[]): Staging {
  const staging = new Staging();
  for (const each of rows) staging.add(each, 'spotify-extended', 0);
  return staging;
}

/** Imports the lists one after the other. */
function importLists(lists: readonly (readonly Row[])[]) {
  const contents = noContents();
  const { tracks, origins } = contents;
  let { events } = contents;
  const fates: number[][] = [];
  for (const [i, list] of lists.entries()) {
    const merged = merge(events, stage(list).takeEvents(tracks, origins.intern([i + 1])), contents);
    events = merged.events;
    fates.push([...merged.fates]);
  }
  return { listening: toListening(events, tracks), events, fates };
}

/** The rules as they are written down, the slow and plain way. */
function countByRules(rows: readonly Row[]): { kept: number; duplicates: number; near: number } {
  const identity = ({ artist, uri }: Row) => uri ?? `names:${artist.toLowerCase()}`;
  const unique = new Map(
    rows.map((each) => [JSON.stringify([each.startedAt, identity(each), each.msPlayed]), each])
  );
  const kept: Row[] = [];
  for (const each of [...unique.values()].sort((a, b) => a.startedAt - b.startedAt)) {
    const echo = kept.some((before) => {
      const gap = each.startedAt - before.startedAt;
      return (
        each.uri !== undefined &&
        before.uri === each.uri &&
        before.msPlayed === each.msPlayed &&
        gap < 30_000 &&
        gap < each.msPlayed
      );
    });
    if (!echo) kept.push(each);
  }
  return { kept: kept.length, duplicates: rows.length - unique.size, near: unique.size - kept.length };
}

describe('merge', () => {
  it('follows the rules', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
        const { listening, fates } = importLists([rows]);
        const expected = countByRules(rows);
        const count = (fate: number) => fates.flat().filter((each) => each === fate).length;
        expect({ kept: count(KEPT), duplicates: count(DUPLICATE), near: count(NEAR_DUPLICATE) }).toEqual(
          expected
        );
        expect(listening.song).toHaveLength(expected.kept);
        expect([...listening.startedAt]).toEqual([...listening.startedAt].sort((a, b) => a - b));
      }),
      { numRuns: 500 }
    );
  });

  it('gives the same listening whatever the order and the number of imports', () => {
    const lists = fc.array(fc.array(row, { maxLength: 15 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        lists.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          const { listening } = importLists([all.flat()]);
          expect(importLists(shuffled).listening).toEqual(listening);
          expect(importLists([...shuffled, ...all]).listening).toEqual(listening);
          expect(importLists([shuffled.flat().reverse()]).listening).toEqual(listening);
        }
      ),
      { numRuns: 300 }
    );
  });

  it('names exactly the months that changed', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), fc.array(row, { maxLength: 10 }), (before, after) => {
        const contents = noContents();
        const { events: none, tracks } = contents;
        const stored = merge(none, stage(before).takeEvents(tracks, NO_IMPORT), contents).events;
        const { events, changedMonths } = merge(stored, stage(after).takeEvents(tracks, NO_IMPORT), contents);
        const byMonth = (all: typeof events) =>
          new Map(
            [...monthsIn(all.startedAt)].map(({ month, from, to }) => [
              month,
              JSON.stringify(
                [all.startedAt, all.msPlayed, all.track, all.flags].map((column) => [
                  ...column.slice(from, to)
                ])
              )
            ])
          );
        const was = byMonth(stored);
        for (const [month, now] of byMonth(events))
          expect(changedMonths.has(month)).toBe(now !== was.get(month));
      }),
      { numRuns: 300 }
    );
  });

  it('copes with very many equal events', () => {
    const same: Row = {
      artist: 'A',
      title: 'x',
      album: undefined,
      uri: undefined,
      startedAt: MONTH_END,
      msPlayed: 1,
      skipped: true
    };
    const { fates } = importLists([Array.from({ length: 200_000 }, () => same)]);
    expect(fates[0]?.[0]).toBe(KEPT);
    expect(fates[0]?.slice(1).every((fate) => fate === DUPLICATE)).toBe(true);
  });
});

it('gives the same listening for the files of an export in any order', async () => {
  const { files } = spotifyRows({ rows: 1200, seed: 9 });
  // Smaller files, so that there are more orders.
  const parts = files.flatMap(({ rows }) => [rows.slice(0, 200), rows.slice(200, 400), rows.slice(400)]);
  const all = parts.map((rows, i) => new File([rowsToJson(rows)], `endsong_${i}.json`));
  const reference = new InMemoryHistory();
  await importFiles(all, reference);
  const orders = fc.tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.nat({ max: all.length }));
  await fc.assert(
    fc.asyncProperty(orders, async ([order, cut]) => {
      const history = new InMemoryHistory();
      await importFiles(order.slice(0, cut), history);
      await importFiles(order.slice(cut), history);
      expect(history.listening()).toEqual(reference.listening());
    }),
    { numRuns: 20 }
  );
});
