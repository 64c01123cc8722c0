/// <reference lib="webworker" />
import {
  addPlugins,
  cleanupOutdatedCaches,
  matchPrecache,
  precacheAndRoute,
  type PrecacheEntry
} from 'workbox-precaching';
import { NavigationRoute, registerRoute, setCatchHandler } from 'workbox-routing';
import { NetworkOnly } from 'workbox-strategies';
import { keepShared } from '$lib/storage/index.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: PrecacheEntry[] };

/** A dedicated worker obeys the policy sent with its own script, not the one of its page. */
const WORKER_POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'";

/** What hosts without configurable headers (GitHub Pages) cannot send. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp'
};

/** Adds what the response lacks; one that lacks nothing stays as it is, so that the browser reads it past this thread. */
function withHeaders(response: Response, wanted: Record<string, string>): Response {
  const missing = Object.entries(wanted).filter(([name]) => !response.headers.has(name));
  if (missing.length === 0) return response;
  const headers = new Headers([...response.headers, ...missing]);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

// The page decides when to change versions: a waiting worker takes over only when it is told to.
self.addEventListener('message', (event: ExtendableMessageEvent) => {
  const message = event.data as { type?: unknown } | null;
  if (message?.type === 'SKIP_WAITING') void self.skipWaiting();
});

addPlugins([
  {
    // Once, when it is stored, rather than at every answer.
    cacheWillUpdate: ({ response }) => Promise.resolve(response.ok ? withHeaders(response, ISOLATION) : null),
    handlerWillRespond: ({ request, response }) => {
      const policy = request.destination === 'worker' ? { 'Content-Security-Policy': WORKER_POLICY } : {};
      return Promise.resolve(withHeaders(response, { ...ISOLATION, ...policy }));
    }
  }
]);
precacheAndRoute(self.__WB_MANIFEST, {
  ignoreURLParametersMatching: [/./],
  // Pages are stored under their folder: `/history` and `/history/index.html` mean `/history/`.
  urlManipulation: ({ url }) => {
    const folder = new URL(url);
    folder.pathname = folder.pathname.replace(/(?:\/index\.html|\/)?$/, '/');
    return [folder];
  }
});
cleanupOutdatedCaches();

/** What another app shares is posted to this address of the manifest's, which no server has. */
const SHARE = new URL('share/', self.registration.scope);
registerRoute(
  ({ url }) => url.pathname === SHARE.pathname,
  async ({ request }) => {
    const shared = (await request.formData()).getAll('files').filter((entry) => entry instanceof File);
    // Without room nothing is kept, and the page says that it found nothing.
    await keepShared(shared).catch(() => undefined);
    return Response.redirect(new URL('history/?shared', self.registration.scope).href, 303);
  },
  'POST'
);

registerRoute(new NavigationRoute(new NetworkOnly()));
setCatchHandler(async ({ request }) => {
  const page = request.mode === 'navigate' ? await matchPrecache('offline/') : undefined;
  return page ? withHeaders(page, ISOLATION) : Response.error();
});
