import { createRawSnippet } from 'svelte';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { RecommendationRow, Recommendations } from '../../../src/lib/components/index.ts';

const song = { key: 'k', artist: 'Quiet Harbour', title: 'Paper Lantern' };
const row = {
  song,
  reason: 'You played this once, yesterday',
  label: song.title,
  link: 'https://open.spotify.com/track/0aB1cD2eF3gH4iJ5kL6mN7',
  onhide: () => undefined
};

test('a row shows title, artist and reason, and opens a source safely', async () => {
  render(RecommendationRow, row);
  await expect.element(page.getByText('Paper Lantern', { exact: true })).toBeVisible();
  await expect.element(page.getByText('Quiet Harbour')).toBeVisible();
  await expect.element(page.getByText('You played this once, yesterday')).toBeVisible();
  const link = page.getByRole('link', { name: 'Open in Spotify: Paper Lantern' });
  await expect.element(link).toHaveAttribute('rel', 'noopener noreferrer');
  await expect.element(link).toHaveAttribute('target', '_blank');
});

test('a row without a source has no link', async () => {
  render(RecommendationRow, { ...row, link: undefined });
  await expect.element(page.getByRole('button', { name: 'Not for me: Paper Lantern' })).toBeVisible();
  expect(page.getByRole('link').elements()).toHaveLength(0);
});

test('hiding tells the keyboard from the pointer, as the focus depends on it', async () => {
  const onhide = vi.fn();
  render(RecommendationRow, { ...row, onhide });
  const button = page.getByRole('button', { name: 'Not for me: Paper Lantern' });
  await button.click();
  expect(onhide).toHaveBeenLastCalledWith(false);
  (button.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  expect(onhide).toHaveBeenLastCalledWith(true);
});

test('markup in names is text', async () => {
  const title = '<img src=x onerror="document.title=1">';
  render(RecommendationRow, { ...row, song: { ...song, title }, label: title });
  await expect.element(page.getByTestId('title')).toHaveTextContent(title);
  expect(document.querySelector('img')).toBeNull();
});

test('the list says that it is busy, and keeps places for what is to come', async () => {
  const children = createRawSnippet(() => ({ render: () => '<li>one</li>' }));
  const { rerender } = await render(Recommendations, { busy: true, awaited: 3, children });
  const list = page.getByRole('list', { name: 'Recommended for you' });
  await expect.element(list).toHaveAttribute('aria-busy', 'true');
  // Empty places are not read out.
  expect(list.getByRole('listitem').elements()).toHaveLength(1);
  await rerender({ busy: false, awaited: 0 });
  await expect.element(list).toHaveAttribute('aria-busy', 'false');
});
