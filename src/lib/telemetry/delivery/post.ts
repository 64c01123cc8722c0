import type { ServerAnswer } from './sending.ts';

/** Where reports go: the service that serves the app, the only address that its security policy lets it reach. */
export const COLLECT_PATH = '/collect';

const TIMEOUT_MS = 30_000;

/** Sends bytes, once, with nothing that a browser would add of its own accord and can be kept from adding. */
export async function post(bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<ServerAnswer> {
  try {
    const { status } = await fetch(COLLECT_PATH, {
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
    return status;
  } catch (error) {
    return error instanceof DOMException && error.name === 'TimeoutError' ? 'timeout' : 'unreachable';
  }
}
