import AxeBuilder from '@axe-core/playwright';
import fc from 'fast-check';
import { beliefTable, budgetsTable, demandTable, describeDemand } from '../../src/lib/app/lab/tables.ts';
import { surveyCharts } from '../../src/lib/app/lab/charts.ts';
import { formatBound, formatChance, formatShareOf, nameBudget } from '../../src/lib/app/lab/words.ts';
import {
  ASKED,
  askedOf,
  chancesOf,
  changed,
  DEFAULT_QUESTION,
  isChoice,
  leavingAt,
  MARGINS,
  OFF,
  surveyOf,
  writeQuestion
} from '../../src/lib/lab/index.ts';
import { AXE_RULES, expect, test, type Page } from './app.ts';

const STATES = fc.sample(
  fc
    .record({
      metric: fc.constantFrom(...ASKED.map(({ id }) => id)),
      answer: fc.nat(100),
      suspect: fc.nat(100),
      budgets: fc.uniqueArray(fc.constantFrom(0.1, 0.25, 0.5, 1, 2, 3.5, 4, 8, OFF), {
        minLength: 1,
        maxLength: 5
      }),
      look: fc.constantFrom(0.1, 1, 4),
      belief: fc.option(fc.integer({ min: 1, max: 99 }), { nil: undefined }),
      people: fc.constantFrom(100, 5000, 1_234_567, 100_000_000),
      margin: fc.constantFrom(...MARGINS),
      draw: fc.integer({ min: 1, max: 1_000_000 })
    })
    .map((state) => changed(DEFAULT_QUESTION, state)),
  { numRuns: 20, seed: 20_261_128 }
);

test('the page shows what the privacy core gives, at twenty states of its address', async ({ page }) => {
  await page.goto('/privacy/');
  for (const state of STATES) {
    await page.goto(`/privacy/?${writeQuestion(state)}`);
    const asked = askedOf(state.metric);
    const leaving = state.budgets.map((budget) => leavingAt(state, budget));
    // The page is prerendered: wait until it has read its address.
    await expect(page.getByLabel('Your true answer')).toHaveValue(String(state.answer));
    await expectTable(page, 'What the budgets mean', budgetsTable(state).rows);
    await expectTable(page, 'What an attacker believes', beliefTable(state, leaving).rows);
    await expectTable(page, 'What it takes to be that exact', demandTable(state).rows);
    await expect(page.getByText(describeDemand(state))).toBeVisible();
    const reports = page.getByRole('list', { name: 'Reports' }).getByRole('listitem');
    await expect(reports).toHaveCount(leaving.length);
    for (const [n, sent] of leaving.entries()) {
      const report = reports.nth(n);
      await expect(report.getByRole('heading')).toHaveText(nameBudget(sent.budget));
      await expect(report).toContainText(formatChance(sent.kind === 'choice' ? sent.truth : sent.upper));
      if (sent.kind === 'mean' && sent.budget !== OFF)
        await expect(report).toContainText(`stands for ${formatShareOf(sent.says)}`);
      const { length } = isChoice(asked) ? asked.domain.options : [];
      const bits =
        sent.kind === 'mean'
          ? sent.digits
          : Array.from({ length }, (_, option) => sent.marked.includes(option));
      expect(await report.locator('.bits span').allTextContents()).toEqual(
        bits.map((bit) => (bit ? '1' : '0'))
      );
      expect(await report.locator('pre').textContent()).toBe(sent.text);
    }
    const chances = chancesOf(state);
    await expect(page.getByRole('region', { name: /^Try it/ }).getByRole('definition')).toHaveText([
      formatChance(chances.blind),
      formatChance(chances.best),
      formatBound(chances.ceiling, 'most')
    ]);
    const surveys = state.budgets.map((budget) => surveyOf(state, budget));
    for (const { title, summary } of surveyCharts(state, surveys))
      await expect(page.getByRole('img', { name: `${title}: ${summary}` })).toBeVisible();
  }
});

test('what is chosen is in the address, which restores it; the game and the audit run', async ({
  page,
  context
}) => {
  await page.goto('/privacy/');
  await page.getByRole('combobox', { name: 'The question' }).selectOption({ label: 'Listening hour' });
  await page.getByRole('checkbox', { name: 'epsilon 8' }).check({ force: true });
  const people = page.getByRole('slider', { name: 'People who answer' });
  await expect(people).toHaveAttribute('aria-valuetext', '100,000 people');
  await people.focus();
  await page.keyboard.press('End');
  await expect(people).toHaveAttribute('aria-valuetext', '100 million people');
  await page.getByRole('slider', { name: 'How sure they are' }).focus();
  await page.keyboard.press('Home');
  await page.getByRole('button', { name: 'Draw again' }).click();
  await expect(page).toHaveURL(
    /\/privacy\/\?metric=hour&budgets=0\.5%2C1%2C4%2C8%2Coff&belief=1&people=100000000&draw=2$/
  );
  const table = page.getByRole('table', { name: 'What an attacker believes' });
  const before = await table.textContent();
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole('checkbox', { name: 'epsilon 8' })).toBeChecked();
  await expect(other.getByRole('slider', { name: 'People who answer' })).toHaveAttribute(
    'aria-valuetext',
    '100 million people'
  );
  await expect(other.getByRole('table', { name: 'What an attacker believes' })).toHaveText(before ?? '');
  await other.close();

  const picture = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Save as PNG.*Error by budget/ }).click();
  expect((await picture).suggestedFilename()).toMatch(/^earshot-error-\d{4}-\d\d-\d\d\.png$/);

  const game = page.getByRole('region', { name: /^Try it/ });
  for (let round = 1; round <= 20; round++) {
    await expect(game).toContainText(`Round ${round}.`);
    await game.getByRole('button', { name: 'nothing', exact: true }).click();
  }
  await expect(game).toContainText('The game is over');

  await page.getByRole('button', { name: 'Run a round' }).click();
  const sums = page.getByRole('table', { name: 'What the two servers learn together' });
  await expect(sums.getByRole('row')).toHaveCount(26, { timeout: 30_000 });
  const cells = await sums.getByRole('cell').allTextContents();
  expect(cells.reduce((sum, cell) => sum + Number(cell), 0)).toBe(39);

  await page.getByRole('button', { name: /^Audit four samplers/ }).click();
  const audit = page.getByRole('table', { name: 'What the audit found' });
  await expect(audit.getByRole('row')).toHaveCount(5, { timeout: 60_000 });
  await expect(audit.getByRole('row', { name: /The one that ships/ })).toContainText(
    'nothing speaks against'
  );
  await expect(audit.getByRole('row', { name: /breaks its promise/ })).toHaveCount(3);
});

test('axe finds nothing with everything open, and it fits a narrow phone and paper', async ({ page }) => {
  for (const { colorScheme, width } of [
    { colorScheme: 'dark', width: 360 },
    { colorScheme: 'light', width: 1280 }
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto('/privacy/?metric=hour&budgets=0.1,0.5,1,2,8,off');
    await expect(page.getByRole('table', { name: 'Four models of trust' })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('img', { name: /^How often the attacker is right/ })).toBeVisible();
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    await expect(page.getByRole('table', { name: 'Error by budget' })).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).withTags(AXE_RULES).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth
    );
    expect(overflow, `${width} px`).toBeLessThanOrEqual(0);
    for (const name of ['Four models of trust', 'What an attacker believes, chances in 100']) {
      const table = page.getByRole('region', { name: `Table: ${name}` });
      const hidden = await table.evaluate((element) => element.scrollWidth - element.clientWidth);
      expect(hidden, name).toBeLessThanOrEqual(0);
    }
  }
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(253, 252, 251)');
  await expect(page.locator('main :is(button, input[type=range], summary):visible')).toHaveCount(0);
});

async function expectTable(page: Page, name: string, rows: readonly (readonly string[])[]): Promise<void> {
  const cells = page.getByRole('table', { name }).locator('tbody').locator('th, td');
  await expect(cells).toHaveText(rows.flat());
}
