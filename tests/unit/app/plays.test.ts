import { describe, expect, it } from 'vitest';
import { describePlay } from '../../../src/lib/app/plays.ts';
import { filterOf, parsePlaysQuery, writePlaysQuery } from '../../../src/lib/app/plays-filter.ts';
import { Pages, pagesOf } from '../../../src/lib/app/plays-pages.ts';
import type { PlayRow } from '../../../src/lib/history/index.ts';

const row: PlayRow = {
  id: 'x',
  artist: 'A',
  title: 'T',
  startedAt: new Date(2024, 4, 3, 9, 5).getTime(),
  completed: 'played',
  source: 'lastfm',
  song: 's',
  artistKey: 'a',
  excluded: false
};

describe('what is looked for among the plays', () => {
  it('comes back from an address', () => {
    const asked = {
      text: 'a & b?',
      show: 'skipped',
      source: 'lastfm',
      firstDay: '2024-01-31',
      lastDay: '2024-02-01'
    } as const;
    expect(parsePlaysQuery(new URLSearchParams(writePlaysQuery(asked)))).toEqual(asked);
  });

  it('is everything where an address says nothing that makes sense', () => {
    const odd = parsePlaysQuery(new URLSearchParams('show=x&source=__proto__&from=tomorrow&to=1'));
    expect(odd).toEqual({ text: '', show: 'all', source: 'any', firstDay: '', lastDay: '' });
    expect(writePlaysQuery(odd)).toBe('');
    expect(filterOf(odd)).toEqual({ text: '' });
  });

  it('takes whole days, the last one too', () => {
    const asked = parsePlaysQuery(new URLSearchParams('from=2024-02-28&to=2024-02-29'));
    expect(filterOf(asked)).toMatchObject({
      from: new Date(2024, 1, 28).getTime(),
      to: new Date(2024, 2, 1).getTime()
    });
  });
});

describe('a play in words', () => {
  it.each([
    [{}, ''],
    [{ msPlayed: 192_999 }, '3:12'],
    [{ msPlayed: 3_723_000 }, '1:02:03'],
    [{ msPlayed: 9000, completed: 'skipped' }, 'skipped at 0:09'],
    [{ completed: 'skipped' }, 'skipped']
  ] as const)('%o lasted "%s"', (over, heard) => {
    expect(describePlay({ ...row, ...over }).heard).toBe(heard);
  });

  it('says when and where from', () => {
    expect(describePlay(row)).toMatchObject({ day: '3 May 2024', time: '09:05', source: 'Last.fm' });
    expect(describePlay({ ...row, source: 'a later version’s' }).source).toBe('a later version’s');
  });
});

describe('pages of a list', () => {
  const page = (number: number) => [{ ...row, id: String(number) }];

  it.each([
    [0, 0, 0, 0],
    [0, 100, 0, 0],
    [99, 101, 0, 1],
    [250, 480, 2, 4]
  ])('rows %d to %d are on the pages %d to %d', (from, end, first, last) => {
    expect(pagesOf(from, end)).toEqual({ first, last });
  });

  it('know what they lack and forget what is far', () => {
    const range = { first: 2, last: 4 };
    let pages = new Pages().with(3, page(3), range);
    expect(pages.missing(range)).toEqual([2, 4]);
    expect(pages.row(300)?.id).toBe('3');
    expect(pages.row(301)).toBeUndefined();
    expect(pages.row(200)).toBeUndefined();
    pages = pages.with(14, page(14), { first: 14, last: 14 });
    expect(pages.missing({ first: 3, last: 14 })).toHaveLength(11);
    expect(pages.row(300)).toBeUndefined();
    pages = pages.with(15, page(15), { first: 15, last: 15 });
    expect(pages.row(1400)?.id).toBe('14');
  });
});
