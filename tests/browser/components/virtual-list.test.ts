import '../../../src/app.css';
import { createRawSnippet } from 'svelte';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { VirtualList } from '../../../src/lib/components/index.ts';

const MILLION = 1_000_000;
const HEIGHT = 600;

async function setUp(count: number) {
  const onrange = vi.fn<(first: number, end: number) => void>();
  const pressed = vi.fn<(index: number) => void>();
  const row = createRawSnippet<[number]>((index) => ({
    render: () => `<div role="gridcell">Play ${index()} <button tabindex="-1">More</button></div>`,
    setup: (element) => {
      element.querySelector('button')?.addEventListener('click', () => {
        pressed(index());
      });
    }
  }));
  const box = document.createElement('div');
  box.style.height = `${HEIGHT}px`;
  document.body.append(box);
  await render(VirtualList, { target: box, props: { label: 'Plays', count, rowSize: 4, row, onrange } });
  const grid = page.getByRole('grid', { name: 'Plays' });
  await expect.element(grid).toBeVisible();
  const element = grid.element() as HTMLElement;
  // Rows come a few at a time.
  await expect.poll(() => inWindow(element).length).toBeGreaterThanOrEqual(Math.min(count, 8));
  return { element, onrange, pressed };
}

/** Numbers of the rows that are wholly inside the window, from top to bottom. */
function inWindow(element: HTMLElement): number[] {
  const window = element.getBoundingClientRect();
  return [...element.querySelectorAll<HTMLElement>('[role=row]')]
    .map((each) => ({
      index: Number(each.getAttribute('aria-rowindex')) - 1,
      box: each.getBoundingClientRect()
    }))
    .filter(({ box }) => box.top >= window.top - 1 && box.bottom <= window.bottom + 1)
    .sort((a, b) => a.box.top - b.box.top)
    .map(({ index }) => index);
}

function expectRun(rows: readonly number[]) {
  expect(rows.length).toBeGreaterThanOrEqual(8);
  expect(rows).toEqual(rows.map((_, n) => (rows[0] ?? 0) + n));
}

const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

test('a million rows: few are there, and the list says how many there are', async () => {
  const { element, onrange } = await setUp(MILLION);
  expect(element.getAttribute('aria-rowcount')).toBe('1000000');
  expect(element.querySelectorAll('[role=row]').length).toBeLessThan(30);
  await expect.poll(() => inWindow(element)[0]).toBe(0);
  expectRun(inWindow(element));
  expect(onrange).toHaveBeenLastCalledWith(0, expect.any(Number));
});

test('keys reach every row: arrows, pages, both ends', async () => {
  const { element } = await setUp(MILLION);
  const active = () => {
    const id = element.getAttribute('aria-activedescendant');
    return id === null ? undefined : Number(document.getElementById(id)?.getAttribute('aria-rowindex')) - 1;
  };
  element.focus();
  await expect.poll(active).toBe(0);
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
  await expect.poll(active).toBe(1);
  await userEvent.keyboard('{PageDown}');
  await expect.poll(active).toBe(9);
  await userEvent.keyboard('{End}');
  await expect.poll(active).toBe(MILLION - 1);
  await expect.poll(() => inWindow(element).at(-1)).toBe(MILLION - 1);
  expectRun(inWindow(element));
  await userEvent.keyboard('{PageUp}{ArrowUp}');
  await expect.poll(active).toBe(MILLION - 10);
  await userEvent.keyboard('{Home}');
  await expect.poll(active).toBe(0);
  await expect.poll(() => inWindow(element)[0]).toBe(0);
});

test('Enter presses the button of the row that is chosen', async () => {
  const { element, pressed } = await setUp(MILLION);
  element.focus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  await expect.poll(() => pressed.mock.calls).toEqual([[2]]);
});

test('a drag of the bar goes anywhere, a wheel moves rows as far as it turns', async () => {
  const { element, onrange } = await setUp(MILLION);
  const way = element.scrollHeight - element.clientHeight;
  element.scrollTop = way / 2;
  await expect.poll(() => inWindow(element)[0]).toBeGreaterThan(499_000);
  expect(inWindow(element)[0]).toBeLessThan(501_000);
  await frame();
  const before = inWindow(element);
  expectRun(before);
  element.scrollTop += 10 * 64;
  await expect.poll(() => inWindow(element)[0]).toBe((before[0] ?? 0) + 10);
  // The bar settles, and the rows stay where they are.
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(inWindow(element)[0]).toBe((before[0] ?? 0) + 10);
  expectRun(inWindow(element));
  expect(onrange.mock.lastCall?.[0]).toBeGreaterThan(499_000);
  element.scrollTop = way;
  await expect.poll(() => inWindow(element).at(-1)).toBe(MILLION - 1);
});

test('small steps reach the first row from deep inside the list', async () => {
  const { element } = await setUp(MILLION);
  element.scrollTop = 1500;
  await expect.poll(() => inWindow(element)[0]).toBeGreaterThan(90);
  for (let step = 0; step < 80 && inWindow(element)[0] !== 0; step++) {
    element.scrollTop -= 300;
    await frame();
  }
  expect(inWindow(element)[0]).toBe(0);
});

test('a short list ends where its rows end', async () => {
  const { element } = await setUp(3);
  expect(element.scrollHeight).toBeLessThanOrEqual(HEIGHT);
  expect(element.querySelectorAll('[role=row]')).toHaveLength(3);
  element.focus();
  await userEvent.keyboard('{End}{ArrowDown}');
  expect(element.getAttribute('aria-activedescendant')).toMatch(/-2$/);
});
