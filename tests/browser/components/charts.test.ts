import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { Comparison, LineChart } from '../../../src/lib/components/index.ts';

test('a chart names itself, labels its axis evenly and marks one point', async () => {
  const points = [6.8, 5.2, 4.1].map((y, n) => ({ x: n + 1, y }));
  render(LineChart, {
    title: 'Loss, nats per play',
    points,
    marked: { index: 2, text: '4.10' },
    xName: 'epoch'
  });
  await expect.element(page.getByRole('img', { name: /^Loss, nats per play, by epoch/ })).toBeVisible();
  const texts = [...document.querySelectorAll('svg text')].map((text) => text.textContent.trim());
  expect(texts).toEqual(['4', '5', '6', '7', 'epoch 1', '3', '4.10']);
});

test('a chart of one point is a dot', async () => {
  render(LineChart, { title: 'Loss', points: [{ x: 1, y: 0 }], xName: 'epoch' });
  await expect.element(page.getByRole('img', { name: /^Loss/ })).toBeVisible();
  expect(document.querySelectorAll('svg circle')).toHaveLength(1);
  expect(document.querySelector('svg path')?.getAttribute('d')).not.toContain('NaN');
});

test('the comparison marks the winner in words', async () => {
  const line = {
    meaning: '',
    hr10: '9 %',
    hr10Between: '7 % – 11 %',
    ndcg10: '0.046',
    ndcg10Between: '0.040 – 0.052',
    mrr: '0.042',
    share: 1
  };
  render(Comparison, {
    caption: 'How the parts did',
    parts: [
      { ...line, name: 'Base-level activation (ACT-R)', serving: true },
      { ...line, name: 'Sequence network', serving: false, worth: 'In your mixture.' }
    ]
  });
  const winner = page.getByRole('rowheader', { name: 'Base-level activation (ACT-R) Serves you' });
  await expect.element(winner).toBeVisible();
  await expect.element(page.getByRole('rowheader', { name: 'Sequence network', exact: true })).toBeVisible();
  await expect.element(page.getByText('In your mixture.')).toBeVisible();
  await expect.element(page.getByText('0.040 – 0.052').first()).toBeVisible();
});
