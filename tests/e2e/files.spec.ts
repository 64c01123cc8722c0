import { wavFile } from '../fixtures/audio-files.ts';
import {
  expect,
  jsonUpload,
  importFiles,
  type Page,
  readyOffline,
  settledTitles,
  test,
  type Upload
} from './app.ts';

async function upload(name: string, sound: Blob): Promise<Upload> {
  return { name, mimeType: 'audio/wav', buffer: Buffer.from(await sound.arrayBuffer()) };
}

const playing = (page: Page) => page.getByTestId('now-playing');
const position = (page: Page) => page.getByRole('slider', { name: 'Position' });

async function moves(page: Page): Promise<void> {
  await expect.poll(async () => Number(await position(page).inputValue())).toBeGreaterThan(0);
}

test('files of one’s own: chosen, listed, played, kept, and played again in flight mode', async ({
  page,
  context
}) => {
  await page.goto('/catalogue/');
  const list = page.getByRole('list', { name: 'Your files' });
  const tags = { TPE1: 'Zoë Åström', TIT2: 'Nacht & <Tag>', TALB: 'Erste' };
  await page
    .getByLabel('Choose audio files')
    .setInputFiles([
      await upload('x.wav', wavFile(60, { tags })),
      await upload('01 - Bob - Morning.wav', wavFile(50, { hertz: 330 })),
      { name: 'notes.mp3', mimeType: 'audio/mpeg', buffer: Buffer.from('no music') }
    ]);
  await expect(page.getByText('2 files added, 1 file left out.')).toBeVisible();
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await expect(list.getByRole('listitem').last()).toContainText('Nacht & <Tag>');
  await expect(list.getByRole('listitem').last()).toContainText('Zoë Åström · Erste');
  await page.getByText('What was left out, and why').click();
  await expect(page.getByRole('list', { name: 'Files left out' })).toContainText(
    'notes.mp3 is no audio file'
  );

  await test.step('one plays', async () => {
    await list.getByRole('button', { name: /^Play Morning/ }).click();
    await expect(playing(page)).toHaveText('Morning');
    await moves(page);
  });

  await test.step('after a reload they are listed, and have to be chosen again', async () => {
    await page.reload();
    await expect(list.getByRole('listitem')).toHaveCount(2);
    await expect(list.getByText('Choose the file again to play it')).toHaveCount(2);
  });

  await test.step('with a copy they play offline', async () => {
    await page
      .getByLabel('Choose audio files')
      .setInputFiles([await upload('renamed.wav', wavFile(60, { tags }))]);
    await expect(page.getByText('1 file known already.')).toBeVisible();
    await page.getByRole('button', { name: /^Keep a copy on this device/ }).click();
    await expect(page.getByText(/^Copies take 7\.\d MB here|^Copies take \d+ MB here/)).toBeVisible();
    await readyOffline(page);
    await context.setOffline(true);
    await page.goto('/catalogue/');
    await list.getByRole('button', { name: /^Play Nacht/ }).click();
    await expect(playing(page)).toHaveText('Nacht & <Tag>');
    await moves(page);
    await context.setOffline(false);
  });

  await test.step('a song of the history that is among them plays from the Listen page', async () => {
    const plays = Array.from({ length: 60 }, (_, i) => ({
      ts: new Date(Date.UTC(2024, 0, 1) + i * 3_600_000).toISOString().replace('.000', ''),
      ms_played: 200_000,
      master_metadata_track_name: i % 3 === 0 ? 'nacht & <tag>' : `Song ${i % 7}`,
      master_metadata_album_artist_name: i % 3 === 0 ? 'ZOË ÅSTRÖM' : `Artist ${i % 5}`,
      master_metadata_album_album_name: 'LP',
      spotify_track_uri: `spotify:track:${String(i % 3 === 0 ? 0 : 1 + (i % 35)).padStart(22, '0')}`
    }));
    await importFiles(page, jsonUpload('Streaming_History_Audio_2024.json', plays));
    await settledTitles(page);
    await expect(page.getByRole('button', { name: /^Play: nacht/i })).toBeVisible();
  });

  await test.step('off the list and back, then without the copy', async () => {
    await page.goto('/catalogue/');
    await list.getByRole('button', { name: /^More: Nacht/ }).click();
    await page.getByRole('menuitem', { name: /^Take off this list/ }).click();
    await expect(list.getByRole('listitem')).toHaveCount(1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(list.getByRole('listitem')).toHaveCount(2);
    await page.getByRole('button', { name: 'Remove the copies' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the copies' }).click();
    await expect(list.getByText('Choose the file again to play it')).toHaveCount(2);
  });
});
