import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page, chromium } from 'playwright';
import { chromiumArgs, ensureChromium } from '../tools/chromium.ts';

/** A browser with a profile of its own. */
export interface Browser {
  page: Page;
  version: string;
  /** Tells the browser's processes apart from others, see `memory.ts`. */
  profile: string;
  close: () => Promise<void>;
}

/**
 * Starts Chromium with a profile on the disk: private windows, the usual thing in tests, keep IndexedDB in memory.
 * @param launch another executable, other flags
 */
export async function openBrowser(
  launch: { executablePath?: string; args?: string[] } = {}
): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'earshot-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: launch.executablePath ?? ensureChromium(),
    args: launch.args ?? chromiumArgs,
    locale: 'en-GB'
  });
  const page = context.pages()[0] ?? (await context.newPage());
  return {
    page,
    version: context.browser()?.version() ?? 'unknown',
    profile,
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    }
  };
}
