import type { Received } from './sending.ts';

const TIMEOUT_MS = 30_000;

/**
 * Where reports go: beside the app, on the service that serves it, the only one that its security policy lets it reach.
 * @param home path of the app, with a slash at its end: '/' or '/earshot/'
 */
export function collectPath(home: string): string {
  return `${home}collect`;
}

/** Sends bytes to a path, once, with nothing that a browser would add of its own accord and can be kept from adding. */
export async function post(
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  signal: AbortSignal
): Promise<Received> {
  try {
    const { status, headers } = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: bytes,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      keepalive: false,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)])
    });
    const retryAfter = headers.get('Retry-After');
    return { answer: status, ...(retryAfter !== null && { retryAfter }) };
  } catch (error) {
    const late = error instanceof DOMException && error.name === 'TimeoutError';
    return { answer: late ? 'timeout' : 'unreachable' };
  }
}
