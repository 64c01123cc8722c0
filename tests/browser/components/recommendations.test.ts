import { createRawSnippet } from 'svelte';
import { expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { RecommendationRow, Recommendations } from '../../../src/lib/components/index.ts';

const song = { key: 'k', artist: 'Quiet Harbour', title: 'Paper Lantern' };
const row = {
  rank: 2,
  song,
  reason: 'You played this once, yesterday',
  note: undefined,
  label: song.title,
  link: 'https://open.spotify.com/track/0aB1cD2eF3gH4iJ5kL6mN7',
  piece: undefined,
  onplay: undefined,
  liked: false,
  onlike: () => undefined,
  onhide: () => undefined,
  more: [],
  why: createRawSnippet(() => ({ render: () => '<p>The figures</p>' }))
};
/** Other tests find the window as it was. */
async function onAPhone() {
  const { innerWidth, innerHeight } = window;
  await page.viewport(360, 640);
  onTestFinished(() => page.viewport(innerWidth, innerHeight));
}
async function onADesk() {
  const { innerWidth, innerHeight } = window;
  await page.viewport(1000, 700);
  onTestFinished(() => page.viewport(innerWidth, innerHeight));
}

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
  await onADesk();
  render(RecommendationRow, { ...row, link: undefined });
  await expect.element(page.getByRole('button', { name: 'Not for me: Paper Lantern' })).toBeVisible();
  expect(page.getByRole('link').elements()).toHaveLength(0);
});

test('hiding tells the keyboard from the pointer, as the focus depends on it', async () => {
  await onADesk();
  const onhide = vi.fn();
  render(RecommendationRow, { ...row, onhide });
  const button = page.getByRole('button', { name: 'Not for me: Paper Lantern' });
  await button.click();
  expect(onhide).toHaveBeenLastCalledWith(false);
  (button.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  expect(onhide).toHaveBeenLastCalledWith(true);
});

test('a like shows, and its button says whether it is given', async () => {
  await onADesk();
  const onlike = vi.fn();
  const { rerender } = await render(RecommendationRow, { ...row, onlike });
  const button = page.getByRole('button', { name: 'Like: Paper Lantern' });
  await expect.element(button).toHaveAttribute('aria-pressed', 'false');
  await button.click();
  expect(onlike).toHaveBeenCalledOnce();
  await rerender({ liked: true });
  await expect.element(button).toHaveAttribute('aria-pressed', 'true');
});

test('on a phone, one menu has everything', async () => {
  await onAPhone();
  const run = vi.fn();
  const onhide = vi.fn();
  render(RecommendationRow, { ...row, liked: true, onhide, more: [{ name: 'Not now', run }] });
  expect(page.getByRole('button', { name: /Not for me/ }).elements()).toHaveLength(0);
  await expect.element(page.getByText('Liked.')).toBeInTheDocument();
  const menu = page.getByRole('button', { name: 'More: Paper Lantern' });
  await menu.click();
  const items = page
    .getByRole('menuitem')
    .elements()
    .map((item) => item.textContent.trim());
  expect(items).toEqual(['Take the like back', 'Not for meNever again', 'Not now']);
  await page.getByRole('menuitem', { name: 'Not now' }).click();
  expect(run).toHaveBeenLastCalledWith(false);
  (menu.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}{ArrowDown}{Enter}');
  expect(onhide).toHaveBeenLastCalledWith(true);
});

test('the figures come when they are asked for', async () => {
  render(RecommendationRow, row);
  expect(page.getByText('The figures').elements()).toHaveLength(0);
  await page.getByText('Why?').click();
  await expect.element(page.getByText('The figures')).toBeVisible();
});

test('markup in names is text', async () => {
  const title = '<img src=x onerror="document.title=1">';
  render(RecommendationRow, { ...row, song: { ...song, title }, label: title });
  await expect.element(page.getByTestId('title')).toHaveTextContent(title);
  expect(document.querySelector('img')).toBeNull();
});

test('the list says that it is busy, and keeps places for what is to come', async () => {
  const children = createRawSnippet(() => ({ render: () => '<li>one</li>' }));
  const { rerender } = await render(Recommendations, {
    label: 'Recommended for you',
    busy: true,
    awaited: 3,
    children
  });
  const list = page.getByRole('list', { name: 'Recommended for you' });
  await expect.element(list).toHaveAttribute('aria-busy', 'true');
  // Empty places are not read out.
  expect(list.getByRole('listitem').elements()).toHaveLength(1);
  await rerender({ busy: false, awaited: 0 });
  await expect.element(list).toHaveAttribute('aria-busy', 'false');
});
