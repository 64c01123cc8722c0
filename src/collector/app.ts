import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context, type HonoRequest } from 'hono';
import { parseReport, ReportError, weekAfter, weekOf, type Report } from '../lib/telemetry/index.ts';
import { estimateAll, type MetricEstimate } from './estimates.ts';
import { groupCommit, Overload } from './group-commit.ts';
import { estimatesPage } from './page.ts';
import type { Store } from './store.ts';

/** A report has about 150 bytes. */
const MOST_BYTES = 2048;
/** Weeks that reports are accepted for: this one and the last two. */
const WEEKS = 3;
/** Weeks that estimates are shown for. */
const SHOWN = 12;
/** Fewer reports than this give no estimate: it would be all noise. */
const MINIMUM = 100;
const BATCH = { batch: 500, waiting: 10_000 };
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

type Env = { Bindings: Partial<HttpBindings> };

export interface AppOptions {
  store: Store;
  /** A clock, ms since epoch. */
  now: () => number;
  /** Whether an address may ask once more. */
  allow: (address: string) => boolean;
  /** Style sheet of the page. */
  css: string;
}

/**
 * The collector on web-standard requests. `POST /collect` takes one report: 202 when it is stored, 200 when it was
 * before, 400 with the reason when it is none or its week is not accepted, 413 over 2 kB, 429 when this address asks too
 * often, 503 when it cannot be stored now. It is stored before it is answered.
 */
export function createApp({ store, now, allow, css }: AppOptions): Hono<Env> {
  const app = new Hono<Env>();
  const shards = Array.from({ length: store.shards }, (_, shard) =>
    groupCommit((reports: readonly Report[]) => store.add(shard, reports), BATCH)
  );
  const add = (report: Report) => {
    const committer = shards[parseInt(report.key.slice(0, 8), 16) % shards.length];
    if (!committer) throw new Error('a store has one shard or more');
    return committer(report);
  };
  /** The earliest week whose keys are kept. */
  let kept = '';
  const forgetKeys = async (accepted: readonly string[]) => {
    const [oldest = ''] = accepted;
    if (oldest === kept) return;
    kept = oldest;
    try {
      await store.forgetKeys(oldest);
    } catch (error) {
      kept = '';
      throw error;
    }
  };
  const estimates = async (): Promise<MetricEstimate[]> =>
    estimateAll(await store.sums(weekAfter(weekOf(now()), 1 - SHOWN)), MINIMUM);

  app.use(async (c, next) => {
    if (!allow(c.env.incoming?.socket.remoteAddress ?? '')) {
      return refuse(c, 429, 'too many requests, try again in a minute', { 'Retry-After': '60' });
    }
    await next();
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Cache-Control', 'no-store');
    return undefined;
  });

  app.post('/collect', async (c) => {
    const text = await readBody(c.req);
    if (text === undefined) return refuse(c, 413, `a report has at most ${MOST_BYTES} bytes`);
    const accepted = acceptedWeeks(now());
    let report: Report;
    try {
      report = readReport(text, accepted);
    } catch (error) {
      if (error instanceof ReportError) return refuse(c, 400, error.message);
      throw error;
    }
    await forgetKeys(accepted);
    return c.body(null, (await add(report)) ? 202 : 200);
  });

  app.get('/estimates.json', async (c) => c.json({ minimum: MINIMUM, estimates: await estimates() }));
  app.get('/estimates', async (c) =>
    c.html(estimatesPage(await estimates(), MINIMUM), 200, { 'Content-Security-Policy': PAGE_POLICY })
  );
  app.get('/estimates.css', (c) => c.body(css, 200, { 'Content-Type': 'text/css; charset=utf-8' }));

  app.notFound((c) => refuse(c, 404, 'there is nothing here'));
  app.onError((error, c) => {
    // No more than the message: a database's error can carry what it was given.
    if (!(error instanceof Overload)) console.error(error.message);
    return refuse(c, 503, 'cannot be stored now, try again later', { 'Retry-After': '60' });
  });
  return app;
}

function refuse(c: Context, status: 400 | 404 | 413 | 429 | 503, reason: string, headers = {}): Response {
  return c.json({ reason }, status, headers);
}

/** @returns undefined for a body over the limit, of which no more than that is read */
async function readBody(request: HonoRequest): Promise<string | undefined> {
  const length = request.header('Content-Length');
  // The server reads no further than it was told; this is the way that needs no stream.
  if (length !== undefined) return Number(length) <= MOST_BYTES ? request.text() : undefined;
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of request.raw.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Ascending. */
function acceptedWeeks(time: number): string[] {
  return Array.from({ length: WEEKS }, (_, i) => weekAfter(weekOf(time), i + 1 - WEEKS));
}

/** @throws ReportError */
function readReport(text: string, accepted: readonly string[]): Report {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    throw new ReportError('not JSON');
  }
  const report = parseReport(input);
  if (!accepted.includes(report.period)) {
    throw new ReportError(`period: must be one of ${accepted.join(', ')}`);
  }
  return report;
}
