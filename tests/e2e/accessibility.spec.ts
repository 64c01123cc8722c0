import AxeBuilder from '@axe-core/playwright';
import { AXE_RULES, expect, ROUTES, settledTitles, test } from './app.ts';

/** Colours do not depend on the width, nor the layout on the colours: two of the four pairs cover both. */
const SCREENS = [
  { name: 'phone, dark', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
  { name: 'desktop, light', colorScheme: 'light', viewport: { width: 1280, height: 800 } }
] as const;

for (const { name, colorScheme, viewport } of SCREENS) {
  test(`axe finds nothing on any page: ${name}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await checkAll(page, 'empty');
    await page.goto('/');
    await page.getByRole('button', { name: 'Try it with a sample listener' }).click();
    await settledTitles(page);
    await checkAll(page, 'with a listener');
  });
}

test('every page has one main heading and fits a 320 px wide screen', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const route of [...ROUTES, '/offline/']) {
    await page.goto(route);
    await expect(page.getByRole('heading', { level: 1 }), route).toHaveCount(1);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth
    );
    expect(overflow, route).toBeLessThanOrEqual(0);
  }
});

test('the keyboard reaches every page, and focus is visible', async ({ page }) => {
  await page.goto('/');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: /skip to/i })).toBeFocused();
  for (const name of ['Listen', 'History', 'Model', 'Privacy', 'Telemetry', 'Thesis']) {
    const link = page.getByRole('navigation').getByRole('link', { name, exact: true });
    // Once it has gone to a page, Kit takes the focus away from the link.
    await expect(async () => {
      await link.focus();
      const outline = await link.evaluate((element) => getComputedStyle(element).outlineStyle);
      expect(outline, name).not.toBe('none');
    }).toPass();
    await link.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(link).toHaveAttribute('aria-current', 'page');
  }
});

async function checkAll(page: import('@playwright/test').Page, state: string): Promise<void> {
  for (const route of [...ROUTES, '/offline/']) {
    await page.goto(route);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const { violations, passes } = await new AxeBuilder({ page }).withTags(AXE_RULES).analyze();
    expect(passes.length).toBeGreaterThan(10);
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    expect(found, `${route} ${state}`).toEqual([]);
  }
}
