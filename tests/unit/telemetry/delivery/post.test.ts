import { afterEach, expect, test, vi } from 'vitest';
import { collectPath, post } from '$lib/telemetry/index.ts';

const bytes = new TextEncoder().encode('{"metric":"hour"}');

afterEach(() => vi.unstubAllGlobals());

function answering(answer: () => Promise<Response>) {
  const fetched = vi.fn<typeof fetch>(answer);
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

test('sends the bytes as they are to the own origin, without cookies, referrer, cache or redirects', async () => {
  const fetched = answering(() => Promise.resolve(new Response(null, { status: 202 })));
  expect(await post('/collect', bytes, new AbortController().signal)).toEqual({ answer: 202 });
  expect(fetched).toHaveBeenCalledOnce();
  expect(fetched).toHaveBeenCalledWith('/collect', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: bytes,
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
    keepalive: false,
    redirect: 'error',
    signal: expect.any(AbortSignal) as AbortSignal
  });
});

test('tells what the service asks for', async () => {
  const headers = { 'Retry-After': '120' };
  answering(() => Promise.resolve(new Response(null, { status: 503, headers })));
  const received = await post('/collect', bytes, new AbortController().signal);
  expect(received).toEqual({ answer: 503, retryAfter: '120' });
});

test('reports go beside the app, wherever it lies', () => {
  expect(collectPath('/')).toBe('/collect');
  expect(collectPath('/earshot/')).toBe('/earshot/collect');
});

test('tells silence from absence', async () => {
  answering(() => Promise.reject(new DOMException('too long', 'TimeoutError')));
  expect(await post('/collect', bytes, new AbortController().signal)).toEqual({ answer: 'timeout' });
  answering(() => Promise.reject(new TypeError('Failed to fetch')));
  expect(await post('/collect', bytes, new AbortController().signal)).toEqual({ answer: 'unreachable' });
});
