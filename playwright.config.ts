import { defineConfig } from '@playwright/test';
import { chromiumArgs, findChromium } from './tests/tools/chromium.ts';

export default defineConfig({
  testDir: 'tests/e2e',
  // Each story trains a model; side by side on two cores they would only slow each other down.
  workers: 1,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: [
    ['list'],
    ...(process.env['E2E_REPORT'] ? [['json', { outputFile: process.env['E2E_REPORT'] }] as const] : [])
  ],
  use: {
    locale: 'en-GB',
    trace: 'retain-on-failure',
    launchOptions: { executablePath: findChromium() ?? '', args: chromiumArgs }
  }
});
