import { it } from 'vitest';
import { rowsToJson, spotifyZip } from '../../fixtures/spotify.ts';
import { zipMembers } from '../../../src/lib/history/reading/zip.ts';
import { openMember } from '../../../src/lib/history/reading/member.ts';
import { readJsonArray, JsonArrayReader } from '../../../src/lib/history/reading/json-array.ts';
import { spotifyExtended } from '../../../src/lib/history/importers/spotify-extended.ts';
import { Staging } from '../../../src/lib/history/store/staging.ts';
import { chunksOf } from '../../../src/lib/history/reading/bytes.ts';
import { deflateSync } from 'fflate';
it('steps', async () => {
  const made = spotifyZip({ rows: 250_000, seed: 1 });
  const blob = new Blob([made.bytes]);
  const jsons = made.files.map(({ rows }) => rowsToJson(rows));
  const raws = jsons.map((j) => deflateSync(j, { level: 6 }));
  const out: string[] = [];
  const time = async (name: string, f: () => Promise<unknown>) => { const t = performance.now(); const r = await f(); out.push(`${name} ${(performance.now() - t).toFixed(0)} ${String(r)}`); };
  for (let k = 0; k < 2; k++) {
    await time('native inflate', async () => { let n = 0, c = 0; for (const r of raws) { for await (const x of chunksOf(new Blob([r]).stream().pipeThrough(new DecompressionStream('deflate-raw')) as never)) { n += x.length; c++; } } return `${n} ${c}`; });
    await time('zip.js', async () => { let n = 0, c = 0; for (const m of await zipMembers(blob, () => undefined)) for await (const x of m.bytes()) { n += x.length; c++; } return `${n} ${c}`; });
    await time('decode', async () => { let n = 0; for (const j of jsons) { const d = new TextDecoder(); for (let i = 0; i < j.length; i += 262144) n += d.decode(j.subarray(i, i + 262144), { stream: true }).length; } return n; });
    for (const size of [65536, 262144, 1 << 20, 1 << 24]) await time(`decode+json ${size}`, async () => { let n = 0; for (const j of jsons) { const d = new TextDecoder(); const r = new JsonArrayReader(); for (let i = 0; i < j.length; i += size) n += r.push(d.decode(j.subarray(i, i + size), { stream: true })).length; n += r.end().records.length; } return n; });
    await time(`parse`, async () => { let n = 0; for (const j of jsons) { n += JSON.parse(new TextDecoder().decode(j)).length; } return n; });
    await time('rows', async () => { const s = new Staging(); for (const j of jsons) {
      await spotifyExtended.read({ path: '', name: 'x', head: '', text: async function* () { const d = new TextDecoder(); for (let i = 0; i < j.length; i += 262144) yield d.decode(j.subarray(i, i + 262144), { stream: true }); } }, { add: (r) => s.add(r, 'sample', 0), reject: () => undefined, problem: () => undefined }); } return s.length; });
  }
  console.log(out.join('\n'));
}, 300_000);
