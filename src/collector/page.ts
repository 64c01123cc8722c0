import { html } from 'hono/html';
import { findMetric } from '../lib/telemetry/index.ts';
import type { Figure, MetricEstimate } from './estimates.ts';

type Html = ReturnType<typeof html>;

/** The estimates as a page without any script. @param minimum reports that an estimate needs */
export function estimatesPage(estimates: readonly MetricEstimate[], minimum: number): Html {
  const weeks = [...new Set(estimates.map(({ period }) => period))].sort().reverse();
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>Estimates · Earshot</title>
        <link rel="stylesheet" href="estimates.css" />
      </head>
      <body>
        <main>
          <h1>What the reports say</h1>
          <p class="lede">
            Sums of reports that each device has randomized before it sent them. The ranges hold 95 times in a
            hundred.
          </p>
          <p class="soft">
            There are figures from ${minimum} reports on, because fewer are nothing but noise. This is not
            what protects anybody: that is the noise of each report, however many there are.
          </p>
          ${weeks.length === 0 ? html`<p class="section">No reports yet.</p>` : ''}
          ${weeks.map(
            (week) =>
              html`<section class="section" aria-labelledby="${week}">
                <h2 id="${week}">Week ${week}</h2>
                ${estimates.filter(({ period }) => period === week).map((one) => metricPart(one, minimum))}
              </section>`
          )}
        </main>
      </body>
    </html>`;
}

function metricPart({ metric, reports, budgets, result }: MetricEstimate, minimum: number): Html {
  const known = findMetric(metric);
  const spread = budgets.map(({ epsilon, reports: n }) => `${number(n)} at ε ${epsilon}`).join(', ');
  return html`<section class="metric">
    <h3>${known?.name}</h3>
    <p class="soft">${known?.question}</p>
    <p class="soft">${number(reports)} ${reports === 1 ? 'report' : 'reports'}: ${spread}</p>
    ${
      result === undefined
        ? html`<p>Too few for figures, which begin at ${minimum}.</p>`
        : result.kind === 'mean'
          ? html`<p>Mean ${percent(result.value)} (${range(result)})</p>`
          : html`<div class="table-scroll" tabindex="0" role="group" aria-label="${known?.name}">
              <table>
                <thead>
                  <tr>
                    <th scope="col">Answer</th>
                    <th scope="col" class="number">Share</th>
                    <th scope="col" class="number">Range</th>
                    <th scope="col"><span class="visually-hidden">Bar</span></th>
                  </tr>
                </thead>
                <tbody>
                  ${result.options.map(
                    (figure) =>
                      html`<tr>
                        <th scope="row">${figure.option}</th>
                        <td class="number">${percent(figure.value)}</td>
                        <td class="number">${range(figure)}</td>
                        <td>
                          <svg viewBox="0 0 100 8" width="100" height="8" aria-hidden="true">
                            <rect width="${(100 * possible(figure.value)).toFixed(1)}" height="8" rx="2" />
                          </svg>
                        </td>
                      </tr>`
                  )}
                </tbody>
              </table>
            </div>`
    }
  </section>`;
}

/** Noise can push an estimate out of what a share can be; the page shows the nearest share, the JSON the figure. */
function possible(share: number): number {
  return Math.min(1, Math.max(0, share));
}

function percent(share: number): string {
  return `${(100 * possible(share)).toFixed(1)} %`;
}

function range({ interval: [low, high] }: Figure): string {
  return `${(100 * possible(low)).toFixed(1)} to ${percent(high)}`;
}

function number(count: number): string {
  return count.toLocaleString('en-GB');
}
