import { expect, it } from 'vitest';
import { History, importFiles } from '../../../src/lib/history/index.ts';
import { rowsToJson, spotifyZip } from '../../fixtures/spotify.ts';
it.each([60_000, 250_000])('measure %i', async (rows) => {
  const made = spotifyZip({ rows, seed: 1 });
  const texts = made.files.map(({ rows: r }) => new TextDecoder().decode(rowsToJson(r)));
  let t = performance.now();
  const out: string[] = [];
  const bytes = texts.reduce((s, x) => s + x.length, 0);
  for (let k = 0; k < 3; k++) {
    t = performance.now();
    let n = 0; for (const text of texts) n += (JSON.parse(text) as unknown[]).length;
    out.push(`parse ${(performance.now() - t).toFixed(0)} (${n})`);
  }
  for (let k = 0; k < 3; k++) {
    const history = new History({ name: `measure-${rows}-${k}` });
    t = performance.now();
    let saving = 0;
    const report = await importFiles([new File([made.bytes], 'x.zip')], history, { onProgress: (p) => { if (p.phase === 'saving') saving = performance.now(); } });
    const end = performance.now();
    out.push(`import ${(end - t).toFixed(0)} save ${(end - saving).toFixed(0)}`);
    if (k === 0) expect(report.files.reduce((s, f) => s + f.plays, 0)).toBe(made.expected.plays);
    t = performance.now(); await importFiles([new File([made.bytes], 'x.zip')], history); out.push(`again ${(performance.now() - t).toFixed(0)}`);
    t = performance.now(); const l = await history.listening(); out.push(`listening ${(performance.now() - t).toFixed(0)} songs ${l.songs.length}`);
    t = performance.now(); await history.summary(); out.push(`summary ${(performance.now() - t).toFixed(0)}`);
    t = performance.now(); const p = await history.plays(); out.push(`plays ${(performance.now() - t).toFixed(0)} ${p.length}`);
    await history.close(); indexedDB.deleteDatabase(`measure-${rows}-${k}`);
  }
  console.log(`ROWS ${rows} json ${(bytes / 1e6).toFixed(1)} MB zip ${(made.bytes.length / 1e6).toFixed(1)} MB\n${out.join('\n')}`);
}, 300_000);
