import { sveltekit } from '@sveltejs/kit/vite';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumArgs, findChromium } from './tests/tools/chromium.ts';

/** As static/_headers has them: threads may share memory only where both are sent. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp'
};

export default defineConfig(({ mode }) => ({
  plugins: [sveltekit()],
  server: { headers: isolation },
  // Licence comments would double the workers' size; static/licenses.txt carries them instead.
  worker: { format: 'es', rolldownOptions: { output: { comments: false } } },
  build: { target: 'es2022' },
  optimizeDeps: {
    // Found only inside workers: without this a cold cache reloads the page in the middle of a test.
    include: [
      '@divviup/dap',
      '@divviup/prio3',
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-core/dist/register_all_gradients.js',
      '@tensorflow/tfjs-backend-webgpu',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-cpu',
      '@zip.js/zip.js/lib/zip-core-custom.js',
      'buffer',
      'comlink',
      'd3-scale',
      'd3-shape',
      'fast-check',
      'fflate',
      'idb',
      'music-metadata',
      'pure-rand/distribution/uniformInt',
      'pure-rand/generator/xoroshiro128plus',
      'valibot'
    ]
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          include: ['tests/unit/**/*.test.ts']
        }
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            provider: playwright({
              launchOptions: {
                args: chromiumArgs,
                // Only test runs need a browser; a plain build must work on a machine without one.
                ...(mode === 'test' ? { executablePath: findChromium() ?? '' } : {})
              }
            }),
            instances: [{ browser: 'chromium' }],
            screenshotFailures: false
          }
        }
      }
    ]
  }
}));
