import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { finishBuild } from './src/packaging/finish-build.js';

const { version } = /** @type {{ version: string }} */ (
  JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))
);
const site = adapter({ pages: 'build', assets: 'build', fallback: '404.html', strict: true });

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true },
  kit: {
    adapter: {
      name: 'earshot-static',
      async adapt(builder) {
        await site.adapt(builder);
        await finishBuild('build');
      }
    },
    // Relative paths break any page that the service worker serves under another URL.
    paths: { base: readBase(), relative: false },
    // Kit's default version is the clock: builds of one source would never be equal.
    version: { name: version },
    // A page's styles come with it: a dozen files of their own would all be waited for before its first paint.
    inlineStyleThreshold: 64 * 1024,
    serviceWorker: { register: false },
    typescript: {
      // AssemblyScript looks like TypeScript and is not: its compiler checks it.
      config: (config) => {
        /** @type {string[]} */
        const excluded = config.exclude;
        excluded.push('../src/**/assembly/**');
      }
    },
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['none'],
        'script-src': ['self', 'wasm-unsafe-eval', hashOfScript('src/app.html')],
        'style-src': ['self'],
        // Kit's route announcer carries one style attribute; exactly that one is allowed.
        'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
        'img-src': ['self', 'data:', 'blob:'],
        'media-src': ['blob:'],
        'font-src': ['self'],
        'connect-src': ['self'],
        'worker-src': ['self'],
        'manifest-src': ['self'],
        'base-uri': ['self'],
        'form-action': ['none'],
        'object-src': ['none']
      }
    }
  }
};

/**
 * Kit allows for its own scripts alone.
 * @param {string} path of a page with one script in it
 * @returns {`sha256-${string}`}
 */
function hashOfScript(path) {
  const script = /<script>([^]*?)<\/script>/.exec(readFileSync(path, 'utf8'))?.[1] ?? '';
  return `sha256-${createHash('sha256').update(script).digest('base64')}`;
}

/** @returns {'' | `/${string}`} the sub-folder the site is served from, for hosts such as GitHub Pages */
function readBase() {
  const base = process.env.BASE_PATH ?? '';
  if (base !== '' && !/^\/.*[^/]$/.test(base)) throw new Error('BASE_PATH must look like /earshot');
  return /** @type {'' | `/${string}`} */ (base);
}
