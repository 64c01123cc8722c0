import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { songKey } from '../../../src/lib/history/identity.ts';
import { cleanName, foldName, isBlank } from '../../../src/lib/history/text.ts';

const text = fc.string({ unit: 'binary', maxLength: 40 });

describe('songKey', () => {
  it.each([
    ['case', 'THE BAND', 'Song', 'the band', 'sONG'],
    ['sharp s', 'Straße', 'x', 'STRASSE', 'x'],
    ['the final sigma', 'ΟΔΟΣ', 'x', 'οδος', 'x'],
    ['width', 'ＢＡＮＤ', '１２', 'band', '12'],
    ['spaces', ' The  Band\u00a0', 'A\tB', 'The Band', 'A B'],
    ['composition', 'Café', 'x', 'Cafe\u0301', 'x'],
    ['zero-width and bidirectional marks', 'Ba\u200bnd\u202e', '\ufeffx', 'Band', 'x'],
    ['ligatures', 'ﬁre', 'x', 'fire', 'x']
  ])('folds %s', (_, artist, title, otherArtist, otherTitle) => {
    expect(songKey(artist, title)).toBe(songKey(otherArtist, otherTitle));
  });

  it.each([
    ['diacritics', 'Zoe', 'x', 'Zoë', 'x'],
    ['where the artist ends', 'a b', 'c', 'a', 'b c'],
    ['versions', 'a', 'x', 'a', 'x (live)']
  ])('keeps %s', (_, artist, title, otherArtist, otherTitle) => {
    expect(songKey(artist, title)).not.toBe(songKey(otherArtist, otherTitle));
  });

  it('is stable: folding twice changes nothing, and case never counts', () => {
    fc.assert(
      fc.property(text, (name) => {
        const folded = foldName(name);
        expect(foldName(folded)).toBe(folded);
        expect(foldName(name.toLowerCase())).toBe(foldName(name.toLowerCase().toUpperCase()));
        expect(folded).not.toContain('\u001f');
      }),
      { numRuns: 2000 }
    );
  });
});

describe('cleanName', () => {
  it('cuts at 300 characters, not in the middle of one', () => {
    const cut = cleanName('👩'.repeat(500));
    expect(Array.from(cut)).toHaveLength(300);
    expect(cut).toBe('👩'.repeat(299) + '…');
    expect(cleanName('x'.repeat(300))).toBe('x'.repeat(300));
  });

  it('makes one line of well-formed text of anything, once and for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 700 }), fc.nat({ max: 0xffff }), (name, unit) => {
        const clean = cleanName(name + String.fromCharCode(unit) + name);
        // eslint-disable-next-line no-control-regex -- exactly what must not be there
        expect(clean).not.toMatch(/[\u0000-\u001f]|\p{Surrogate}/u);
        expect(Array.from(clean).length).toBeLessThanOrEqual(300);
        expect(cleanName(clean)).toBe(clean);
      })
    );
  });

  it('leaves honest names alone', () => {
    for (const name of ['<img src=x onerror=alert(1)>', 'Cafe\u0301', '夜の図書館', '__proto__']) {
      expect(cleanName(name)).toBe(name);
    }
  });
});

it.each([
  ['', true],
  ['  \t', true],
  ['\u200b\u00a0\u202e\ufeff', true],
  ['x', false],
  ['\u200b夜', false],
  ['.', false]
])('isBlank(%j) is %s', (name, blank) => {
  expect(isBlank(name)).toBe(blank);
});
