import { afterEach, expect, test, vi } from 'vitest';
import { post } from '$lib/telemetry/index.ts';

const bytes = new TextEncoder().encode('{"metric":"hour"}');

afterEach(() => vi.unstubAllGlobals());

function answering(answer: () => Promise<Response>) {
  const fetched = vi.fn<typeof fetch>(answer);
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

test('sends the bytes as they are to the own origin, without cookies, referrer, cache or redirects', async () => {
  const fetched = answering(() => Promise.resolve(new Response(null, { status: 202 })));
  expect(await post(bytes, new AbortController().signal)).toBe(202);
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

test('tells silence from absence', async () => {
  answering(() => Promise.reject(new DOMException('too long', 'TimeoutError')));
  expect(await post(bytes, new AbortController().signal)).toBe('timeout');
  answering(() => Promise.reject(new TypeError('Failed to fetch')));
  expect(await post(bytes, new AbortController().signal)).toBe('unreachable');
});
