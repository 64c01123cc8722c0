import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forcedStart, headOf, spread } from '../../../../src/lib/recommender/arrange/variety.ts';
import { canBeVaried, isVaried } from './candidates.ts';

const by = (artists: string) => Array.from(artists, (artist, i) => ({ artist, i }));
const inOrder = (head: ReadonlySet<{ artist: string; i: number }>) => [...head].sort((a, b) => a.i - b.i);
const artists = (songs: readonly { artist: string }[]) => songs.map(({ artist }) => artist).join('');

describe('spread', () => {
  it.each([
    ['ABC', 'ABC'],
    ['AABB', 'ABAB'],
    ['AAB', 'ABA'],
    ['BAA', 'ABA'],
    ['AABC', 'ABAC'],
    // Not to be had: as few as possible touch.
    ['AAAB', 'ABAA']
  ])('makes %s into %s', (before, after) => {
    expect(artists(spread(by(before)))).toBe(after);
  });

  it('keeps apart from what stands before and after', () => {
    expect(artists(spread(by('AB'), 'A'))).toBe('BA');
    expect(artists(spread(by('AB'), undefined, 'B'))).toBe('BA');
  });

  it('finds an order whenever there is one', () => {
    const end = fc.option(fc.constantFrom('A', 'B', 'C'), { nil: undefined });
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('A', 'B', 'C'), maxLength: 7 }),
        end,
        end,
        (text, before, after) => {
          const framed = (order: string) => `${before ?? '<'}${order}${after ?? '>'}`;
          const varied = (order: string) => isVaried(by(framed(order)));
          const found = artists(spread(by(text), before, after));
          expect(Array.from(found).sort()).toEqual(Array.from(text).sort());
          if (ordersOf(text).some(varied)) expect(varied(found), framed(found)).toBe(true);
        }
      ),
      { numRuns: 2000 }
    );
  });
});

describe('headOf', () => {
  it('takes the best, and at most every second one by the same artist', () => {
    expect(artists(inOrder(headOf(by('AAAAABBBBBCC'), [], 4)))).toBe('AABB');
    expect(artists(inOrder(headOf(by('ABCDEF'), [], 3)))).toBe('ABC');
  });

  it('takes early what the rest could not keep apart', () => {
    // Six songs in all, three of them by C: one has to be among the first two.
    expect(artists(inOrder(headOf(by('ABDCCC'), [], 2)))).toBe('AC');
  });

  it('leaves a list that can be varied, whatever is fixed', () => {
    const lists = fc.string({ unit: fc.constantFrom('A', 'B', 'C', 'D'), minLength: 1, maxLength: 24 });
    fc.assert(
      fc.property(lists, fc.boolean(), (text, fix) => {
        fc.pre(canBeVaried(by(text)));
        const songs = by(text);
        const fixed = fix ? songs.slice(-1) : [];
        const ranked = songs.filter((song) => !fixed.includes(song));
        const head = headOf(ranked, fixed, 10);
        expect(head.size).toBe(Math.min(10, songs.length));
        const rest = songs.filter((song) => !head.has(song));
        const first = spread([...head], undefined, forcedStart(rest));
        expect(isVaried([...first, ...spread(rest, first.at(-1)?.artist)])).toBe(true);
      }),
      { numRuns: 2000 }
    );
  });
});

function ordersOf(text: string): string[] {
  if (text.length <= 1) return [text];
  return Array.from(text).flatMap((letter, i) =>
    ordersOf(text.slice(0, i) + text.slice(i + 1)).map((rest) => letter + rest)
  );
}
