import { expect, it } from 'vitest';
import { spotifyZip } from '../../fixtures/spotify.ts';
import { file, freshHistory, importInto } from './helpers.ts';

it('comes back from its own export', async () => {
  const history = freshHistory();
  await importInto(history, file(spotifyZip({ rows: 1500, seed: 61 }).bytes));
  const exported = await history.exportPlays();
  const copy = freshHistory();
  await importInto(copy, new File([exported], 'earshot-plays.jsonl'));
  expect(await copy.listening()).toEqual(await history.listening());
  expect(await copy.plays()).toEqual(await history.plays());
});
