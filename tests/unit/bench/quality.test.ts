import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Past } from '../../../src/lib/recommender/mixture/past.ts';
import { mostRecent } from '../../../src/lib/recommender/parts/most-recent.ts';
import { figuresOf } from '../../bench/quality/figures.ts';
import { predict } from '../../bench/quality/predict.ts';
import { protocolOf } from '../../bench/quality/protocol.ts';
import { readData, readPlays, readSequences } from '../../bench/quality/read.ts';

const shared = process.env['EARSHOT_SHARED'] ?? '../shared';
const music = join(shared, 'data/30music-sample/plays.csv.gz');
const lastfm = join(shared, 'data/s3rec-lastfm/LastFM.txt');
const HEADER = 'user_id,session_id,song_id,ts,playtime';

/** Ten plays at seconds 10, 20 ... 100, of two users. */
const TINY = [
  HEADER,
  '7,1,50,10,3',
  '7,1,51,20,3',
  '7,2,50,30,3',
  '7,2,51,40,3',
  '7,3,50,50,3',
  '7,3,52,60,3',
  '7,3,50,85,3',
  '7,3,51,95,3',
  '9,4,52,70,3',
  '9,4,53,100,3'
].join('\n');

const playsOf = (isCase: (play: number) => boolean, count: number) => [...Array(count).keys()].filter(isCase);

test('plays are cut at the quantiles of their times', () => {
  const { log, tune, test: tested, masksHeard } = protocolOf(readPlays(TINY), 'plays');
  // Times 10 20 30 40 50 60 70 85 95 100: quantiles .8 at 87, .9 at 95.5.
  expect(tune.learn.item).toHaveLength(8);
  expect(playsOf(tune.isCase, 10)).toEqual([7]);
  expect(tested.learn.item).toHaveLength(9);
  expect(playsOf(tested.isCase, 10)).toEqual([9]);
  expect(log.items).toBe(4);
  expect(masksHeard).toBe(false);
});

test('a first play is not predicted', () => {
  const { tune, test: tested } = protocolOf(readPlays(`${TINY}\n10,5,50,99,3`), 'plays');
  expect([...playsOf(tune.isCase, 11), ...playsOf(tested.isCase, 11)]).not.toContain(10);
});

test('leave one out: learn from all but two, tune on the last but one, test on the last, rank what is new', () => {
  const protocol = protocolOf(readSequences('1 5 6 7 8\n2 6 5 8\n'), 'leave-one-out');
  expect([...protocol.tune.learn.item]).toEqual([0, 1, 1]);
  expect(playsOf(protocol.tune.isCase, 7)).toEqual([2, 5]);
  expect(playsOf(protocol.test.isCase, 7)).toEqual([3, 6]);
  const { ranks, ranked } = predict(protocol, protocol.test, [mostRecent], {
    mixtures: [],
    tell: () => undefined
  });
  // One song is left to rank for the first listener, two are tied for the second.
  expect(ranked).toEqual([1, 2]);
  expect(ranks).toEqual([[1, 1.5]]);
});

test('each play is predicted from all earlier ones of its listener, or the newest of them', () => {
  const protocol = protocolOf(readPlays(TINY), 'plays');
  const seen: number[][] = [];
  const spy = { score: (past: Past) => void seen.push([...past.items]) };
  const slice = { ...protocol.test, isCase: (play: number) => [2, 7, 9].includes(play) };
  const options = { mixtures: [], tell: () => undefined };
  const { repeats, listeners } = predict(protocol, slice, [spy], options);
  expect(seen).toEqual([[0, 1], [0, 1, 0, 1, 0, 2, 0], [2]]);
  expect(repeats).toEqual([true, true, false]);
  expect(listeners).toEqual([0, 0, 1]);
  seen.length = 0;
  predict(protocol, slice, [spy], { ...options, newest: 2 });
  expect(seen).toEqual([[0, 1], [2, 0], [2]]);
});

test('figures are named by part, group and metric, and empty groups are left out', () => {
  const cases = { repeats: [true, true], listeners: [1, 2] };
  const figures = figuresOf('habit', [1, 30], cases);
  expect(figures['habit.all.hr@10']).toBe(0.5);
  expect(figures['habit.repeats.mrr']).toBeCloseTo((1 + 1 / 30) / 2, 12);
  expect(Object.keys(figures).some((name) => name.includes('novel'))).toBe(false);
});

test.each([
  ['another header', 'a,b\n1,2'],
  ['no plays', HEADER],
  ['a word for a number', `${HEADER}\n1,2,three,4,5`],
  ['a missing cell', `${HEADER}\n1,2,,4,5`],
  ['a row that is too short', `${HEADER}\n1,2,3`],
  ['a time before 1970', `${HEADER}\n1,2,3,-4,5`]
])('a file of plays with %s is refused', (_, text) => {
  expect(() => readPlays(text)).toThrow(/line|plays|Line/);
});

test.each([
  ['two items', '1 2 3'],
  ['a word', '1 2 three 4'],
  ['a user twice', '1 2 3 4\n1 5 6 7']
])('a file of sequences with %s is refused', (_, text) => {
  expect(() => readSequences(text)).toThrow('Line');
});

test.skipIf(!existsSync(music))(`30Music is as its page says (skipped without ${music})`, () => {
  const log = readData(music, 'plays');
  const { tune, test: tested } = protocolOf(log, 'plays');
  expect(log.items).toBe(9998);
  expect(playsOf(tested.isCase, log.item.length)).toHaveLength(19_986);
  expect(playsOf(tune.isCase, log.item.length)).toHaveLength(19_824);
});

test.skipIf(!existsSync(lastfm))(`LastFM is as its page says (skipped without ${lastfm})`, () => {
  const log = readData(lastfm, 'leave-one-out');
  const protocol = protocolOf(log, 'leave-one-out');
  expect([log.items, log.item.length]).toEqual([3646, 52_551]);
  expect(playsOf(protocol.test.isCase, log.item.length)).toHaveLength(1090);
  expect(protocol.test.learn.item).toHaveLength(52_551 - 2 * 1090);
});
