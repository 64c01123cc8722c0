import '../../../src/app.css';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { Menu } from '../../../src/lib/components/index.ts';

async function setUp() {
  const first = vi.fn();
  const second = vi.fn();
  const items = [
    { name: 'Keep it', detail: 'It stays', run: first },
    { name: 'Open it', run: second }
  ];
  await render(Menu, { label: 'More', icon: 'more', compact: true, items });
  return { button: page.getByRole('button', { name: 'More' }), first, second };
}

test('opens with the keyboard, moves with arrows, runs and gives the focus back', async () => {
  const { button, first, second } = await setUp();
  (button.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('menuitem', { name: /Keep it/ })).toHaveFocus();
  await expect.element(button).toHaveAttribute('aria-expanded', 'true');
  await userEvent.keyboard('{ArrowUp}');
  await expect.element(page.getByRole('menuitem', { name: 'Open it' })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(second).toHaveBeenCalledOnce();
  expect(first).not.toHaveBeenCalled();
  await expect.element(button).toHaveFocus();
  await expect.element(button).toHaveAttribute('aria-expanded', 'false');
});

test('Escape closes it and does nothing', async () => {
  const { button, first } = await setUp();
  await button.click();
  await expect.element(page.getByRole('menu', { name: 'More' })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('menu', { name: 'More' })).not.toBeInTheDocument();
  expect(first).not.toHaveBeenCalled();
});

test('stays inside the window', async () => {
  const { button } = await setUp();
  Object.assign((button.element() as HTMLElement).style, {
    position: 'fixed',
    insetBlockEnd: '0',
    insetInlineEnd: '0'
  });
  await button.click();
  const menu = page.getByRole('menu', { name: 'More' });
  await expect.element(menu).toBeVisible();
  const { left, top, right, bottom } = menu.element().getBoundingClientRect();
  expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
  expect(right).toBeLessThanOrEqual(innerWidth);
  expect(bottom).toBeLessThanOrEqual(innerHeight);
});
