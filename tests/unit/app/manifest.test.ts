import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { isExportName } from '../../../src/lib/app/dropped.ts';
import { ACCEPTED, isAudioName } from '../../../src/lib/files/index.ts';

const Manifest = v.object({
  share_target: v.object({
    params: v.object({ files: v.tuple([v.object({ accept: v.array(v.string()) })]) })
  }),
  file_handlers: v.array(v.object({ action: v.string(), accept: v.record(v.string(), v.array(v.string())) }))
});
const manifest = v.parse(Manifest, JSON.parse(readFileSync('static/manifest.webmanifest', 'utf8')));
const endingsFor = (action: string) =>
  manifest.file_handlers
    .filter((handler) => handler.action === action)
    .flatMap(({ accept }) => Object.values(accept).flat());
const audio = ACCEPTED.split(',').filter((kind) => kind.startsWith('.'));

test('the system is told of every kind of file that the app reads, and of no other', () => {
  const exports = endingsFor('history/');
  expect(exports.filter((ending) => !isExportName(`a${ending}`))).toEqual([]);
  expect(exports.toSorted()).toEqual(['.csv', '.html', '.json', '.jsonl', '.log', '.txt', '.xlsx', '.zip']);
  expect(endingsFor('catalogue/').filter((ending) => !isAudioName(`a${ending}`))).toEqual([]);
  expect(endingsFor('catalogue/').toSorted()).toEqual(audio.toSorted());
});

test('what can be opened with the app can be shared with it too', () => {
  const shared = manifest.share_target.params.files[0].accept.filter((kind) => kind.startsWith('.'));
  expect(shared.toSorted()).toEqual([...endingsFor('history/'), ...endingsFor('catalogue/')].toSorted());
});
