import { afterEach, expect, test, vi } from 'vitest';
import { copyLink } from '../../../src/lib/app/copy-link.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Copies a link with what was chosen. Returns what was put on the clipboard, and what was said. */
async function copied(query: string, allowed = true) {
  const written: string[] = [];
  const said: string[] = [];
  vi.stubGlobal('location', { origin: 'https://earshot.example', pathname: '/privacy/' });
  vi.stubGlobal('navigator', {
    clipboard: {
      writeText: (text: string) => {
        if (!allowed) return Promise.reject(new Error('not allowed'));
        written.push(text);
        return Promise.resolve();
      }
    }
  });
  await copyLink(query, 'It holds what you chose.', { show: ({ text }) => said.push(text) });
  return { written, said };
}

test('the link holds what was chosen, and what it holds is said', async () => {
  expect(await copied('e=1')).toEqual({
    written: ['https://earshot.example/privacy/?e=1'],
    said: ['Link copied. It holds what you chose.']
  });
  expect((await copied('')).written).toEqual(['https://earshot.example/privacy/']);
});

test('a browser that allows no copying is told of', async () => {
  const { written, said } = await copied('e=1', false);
  expect(written).toEqual([]);
  expect(said).toEqual([
    'The browser did not allow it. In a tab of the browser, the address bar holds the same link.'
  ]);
});
