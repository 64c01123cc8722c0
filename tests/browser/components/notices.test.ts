import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { Notices } from '../../../src/lib/components/index.ts';

function setUp(takesFocus: boolean) {
  const calls = { ondismiss: vi.fn(), onhold: vi.fn(), onrelease: vi.fn(), run: vi.fn(), onLeft: vi.fn() };
  const { run, onLeft, ...props } = calls;
  const notices = [{ id: 7, text: 'Hidden.', action: { label: 'Undo', run }, takesFocus, onLeft }];
  return { calls, props: { notices, ...props } };
}

test('an action made with the keyboard brings the focus to the way back, and Escape goes on', async () => {
  const { calls, props } = setUp(true);
  render(Notices, props);
  await expect.element(page.getByRole('button', { name: 'Undo' })).toHaveFocus();
  expect(calls.onhold).toHaveBeenCalledWith(7);
  await userEvent.keyboard('{Escape}');
  expect(calls.ondismiss).toHaveBeenCalledWith(7);
  expect(calls.onLeft).toHaveBeenCalledOnce();
  expect(calls.run).not.toHaveBeenCalled();
});

test('a notice stays while the pointer is on it, and leaves the focus alone', async () => {
  const { calls, props } = setUp(false);
  render(Notices, props);
  await expect.element(page.getByRole('status')).toHaveTextContent('Hidden.');
  await expect.element(page.getByRole('button', { name: 'Undo' })).not.toHaveFocus();
  await userEvent.hover(page.getByText('Hidden.'));
  expect(calls.onhold).toHaveBeenCalledWith(7);
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(calls.ondismiss).toHaveBeenCalledWith(7);
  expect(calls.run).toHaveBeenCalledOnce();
  expect(calls.onLeft).not.toHaveBeenCalled();
});
