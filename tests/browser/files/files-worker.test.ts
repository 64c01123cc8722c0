import { proxy, wrap } from 'comlink';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { FilesStore, Whereabouts } from '../../../src/lib/files/index.ts';
import { copies, removeCopies } from '../../../src/lib/files/copies.ts';
import type { FilesWorker } from '../../../src/workers/files.worker.ts';
import { type Id3, wavFile } from '../../fixtures/audio-files.ts';
import { deleteDatabase } from '../history/helpers.ts';

const nothing = proxy(() => undefined);

function start() {
  const worker = new Worker(new URL('../../../src/workers/files.worker.ts', import.meta.url), {
    type: 'module'
  });
  const store = new FilesStore();
  const whereabouts = new Whereabouts();
  onTestFinished(async () => {
    worker.terminate();
    await Promise.all([store.close(), whereabouts.close()]);
  });
  return { remote: wrap<FilesWorker>(worker), store, whereabouts };
}

beforeEach(async () => {
  await removeCopies();
  for (const name of ['earshot-files', 'earshot-places']) await deleteDatabase(name);
});

function wav(name: string, seconds: number, tags?: Id3): File {
  return new File([wavFile(seconds, tags && { tags })], name, { type: 'audio/wav' });
}

async function picture(side: number): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d');
  // Noise is what compresses worst.
  const image = new ImageData(side, side);
  for (let i = 0; i < image.data.length; i++) image.data[i] = i % 4 === 3 ? 255 : (i * 2_654_435_761) >>> 24;
  context?.putImageData(image, 0, 0);
  return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
}

test('tags, length and a small cover are read; the name helps where there are no tags', async () => {
  const { remote, store } = start();
  const tags = { TPE1: 'Zoë Åström', TIT2: '<b>夜</b>', TALB: 'LP', picture: await picture(600) };
  expect(tags.picture.length).toBeGreaterThan(20_000);
  const read = await remote.read([wav('x.wav', 1.5, tags), wav('Bob - Song.wav', 2)], [], nothing);
  expect(read).toMatchObject({ added: 2, known: 0, leftOut: [], cancelled: false });
  const [tagged, named] = await Promise.all(
    read.ids.map(async (id) => (await store.all()).find((each) => each.id === id))
  );
  expect(tagged).toMatchObject({ artist: 'Zoë Åström', title: '<b>夜</b>', album: 'LP' });
  expect(tagged?.seconds).toBeCloseTo(1.5, 2);
  expect(tagged?.cover?.type).toBe('image/jpeg');
  const image = await createImageBitmap(new Blob([tagged?.cover?.bytes ?? new Uint8Array()]));
  expect([image.width, image.height]).toEqual([256, 256]);
  expect(named).toMatchObject({ artist: 'Bob', title: 'Song' });
  expect(named).not.toHaveProperty('album');
});

test('a file is there once, whatever it is called and however often it is chosen', async () => {
  const { remote, store } = start();
  const first = await remote.read([wav('A - B.wav', 1), wav('C - D.wav', 1)], [], nothing);
  expect(first).toMatchObject({ added: 1, known: 1 });
  expect(first.ids[0]).toBe(first.ids[1]);
  expect(await remote.read([wav('E.wav', 1)], [], nothing)).toMatchObject({ added: 0, known: 1 });
  expect(await store.all()).toHaveLength(1);
});

test('what is of no use is named with its reason, and holds nothing else up', async () => {
  const { remote } = start();
  const files = [
    new File([], 'empty.mp3'),
    new File(['no music at all'], 'text.bin'),
    new File(['no music at all'], 'text.mp3', { type: 'audio/mpeg' }),
    new File([new Uint8Array(20)], 'zeros.wav', { type: 'audio/wav' }),
    new File(['?'], 'old.wma'),
    wav('good.wav', 1)
  ];
  const read = await remote.read(files, ['audio/x-ms-wma'], nothing);
  expect(read.added).toBe(1);
  expect(Object.fromEntries(read.leftOut.map(({ name, problem }) => [name, problem]))).toEqual({
    'empty.mp3': 'empty',
    'text.bin': 'not-audio',
    'text.mp3': 'damaged',
    'zeros.wav': 'not-audio',
    'old.wma': 'unplayable'
  });
});

test('cancelling keeps what was read, and says so', async () => {
  const { remote, store } = start();
  const files = Array.from({ length: 200 }, (_, i) => wav(`${i}.wav`, 0.05 + i / 1000));
  const read = await remote.read(
    files,
    [],
    proxy(() => void remote.cancel())
  );
  expect(read.cancelled).toBe(true);
  expect(read.added).toBeGreaterThan(0);
  expect(read.added).toBeLessThan(200);
  expect(await store.all()).toHaveLength(read.added);
});

test('a copy is the same bytes, is found again, and a broken one is none', async () => {
  const { remote, store, whereabouts } = start();
  const file = wav('A - B.wav', 1);
  const { ids } = await remote.read([file], [], nothing);
  const id = ids[0] ?? '';
  const [entry] = await store.all();
  if (!entry) throw new Error('not listed');
  await whereabouts.look();
  expect(whereabouts.isHere(entry)).toBe(false);
  expect(await whereabouts.open(entry)).toBeUndefined();

  await remote.keep([{ id, file }], nothing);
  await whereabouts.look();
  expect(whereabouts.isHere(entry)).toBe(true);
  expect(whereabouts.copiedBytes).toBe(file.size);
  const copy = await whereabouts.open(entry);
  expect(new Uint8Array((await copy?.arrayBuffer()) ?? new ArrayBuffer())).toEqual(
    new Uint8Array(await file.arrayBuffer())
  );
  expect(whereabouts.isHere({ ...entry, size: entry.size + 1 })).toBe(false);

  await whereabouts.removeCopies();
  expect(whereabouts.isHere(entry)).toBe(false);
  expect(await copies()).toEqual(new Map());
});

test('a folder is remembered with the ways to the files in it', async () => {
  const { whereabouts } = start();
  // Handles of the private file system may always be read, and are stored like those that a person gives.
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('a folder', { create: true });
  const inner = await folder.getDirectoryHandle('inner', { create: true });
  const handle = await inner.getFileHandle('song.wav', { create: true });
  const stream = await handle.createWritable();
  await stream.write('music');
  await stream.close();
  const entry = { id: 'file:1', artist: '', title: '', seconds: 1, size: 5, type: '' };

  await whereabouts.remember(folder, [
    { id: entry.id, path: ['inner', 'song.wav'] },
    { id: undefined, path: ['other'] }
  ]);
  await whereabouts.remember(folder, [{ id: entry.id, path: ['inner', 'song.wav'] }]);
  const again = new Whereabouts();
  await again.look();
  expect(again.isHere(entry)).toBe(true);
  expect(await (await again.open(entry))?.text()).toBe('music');
  await inner.removeEntry('song.wav');
  expect(await again.open(entry)).toBeUndefined();
  await again.forget(entry.id);
  await again.look();
  expect(again.isHere(entry)).toBe(false);
  expect(again.locked).toEqual([]);
  await again.close();
  await root.removeEntry('a folder', { recursive: true });
});
