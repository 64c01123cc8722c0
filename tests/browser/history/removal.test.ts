import { describe, expect, it } from 'vitest';
import { spotifyZip } from '../../fixtures/spotify.ts';
import { dump, file, freshHistory, freshName, importInto } from './helpers.ts';

const first = spotifyZip({ rows: 1200, seed: 41 });
const second = spotifyZip({ rows: 800, seed: 42 });

describe('an import that is removed', () => {
  it('takes with it what no other import has, and comes back as it was', async () => {
    const history = freshHistory();
    await importInto(history, file(first.bytes));
    const before = { listening: await history.listening(), summary: await history.summary() };
    await importInto(history, file(second.bytes), file(first.bytes));
    const both = await history.listening();
    const [newest] = await history.imports();
    await history.removeImport(newest?.id ?? -1);
    expect(await history.listening()).toEqual(before.listening);
    expect(await history.summary()).toMatchObject({
      plays: before.summary.plays,
      skips: before.summary.skips
    });
    expect((await history.imports())[0]?.removedAt).toBeGreaterThan(0);
    await history.restoreImport(newest?.id ?? -1);
    expect(await history.listening()).toEqual(both);
    expect((await history.imports())[0]).not.toHaveProperty('removedAt');
  });

  it('is forgotten without a trace on the disk', async () => {
    const name = freshName();
    const history = freshHistory(name);
    await importInto(history, file(first.bytes));
    await importInto(history, file(second.bytes));
    const [newest] = await history.imports();
    await history.removeImport(newest?.id ?? -1);
    await history.forgetRemoved();
    const fresh = freshName();
    const other = freshHistory(fresh);
    await importInto(other, file(first.bytes));
    expect(await history.listening()).toEqual(await other.listening());
    expect(await history.imports()).toHaveLength(1);
    const texts = JSON.stringify((await dump(name))['tracks']);
    expect(texts.length).toBe(JSON.stringify((await dump(fresh))['tracks']).length);
  });

  it('can be imported anew, before and after it is forgotten', async () => {
    const history = freshHistory();
    await importInto(history, file(first.bytes));
    const before = await history.listening();
    for (const forget of [false, true]) {
      const [newest] = await history.imports();
      await history.removeImport(newest?.id ?? -1);
      expect((await history.summary()).plays).toBe(0);
      if (forget) await history.forgetRemoved();
      const { files } = await importInto(history, file(first.bytes));
      expect(files.reduce((sum, { plays }) => sum + plays, 0)).toBe(first.expected.plays);
      expect(await history.listening()).toEqual(before);
    }
  });
});
