import { answer, lastFullWeek, questionsDue } from '../ledger/answering.ts';
import type { Vault } from '../ledger/books.ts';
import type { Drawing } from '../ledger/drawing.ts';
import type { MetricId } from '../metrics.ts';
import { type Received, settle, take } from './sending.ts';

/** What reporting takes from the world around it. */
export interface World {
  readonly vault: Vault;
  readonly drawing: Drawing;
  /** ms since epoch. */
  readonly now: () => number;
  readonly online: () => boolean;
  /** See `trueAnswer`. Asked only for what is switched on and due. */
  readonly truthsOf: (metrics: readonly MetricId[], period: string) => Promise<ReadonlyMap<MetricId, number>>;
  readonly post: (bytes: Uint8Array<ArrayBuffer>) => Promise<Received>;
}

/** Answers what is due about the last full week. @throws StorageError, with nothing of that answer left */
export async function answerDue({ vault, drawing, now, truthsOf }: World): Promise<void> {
  const due = questionsDue(await vault.read(), now());
  if (due.length === 0) return;
  const period = lastFullWeek(now());
  const truths = await truthsOf(due, period);
  for (const metric of due) {
    const truth = truths.get(metric);
    if (truth === undefined) continue;
    await vault.change((books) => answer(books, { metric, period, truth, now: now() }, drawing));
  }
}

/** Sends what is due, one report after the other. @throws StorageError */
export async function sendDue({ vault, drawing, now, online, post }: World): Promise<void> {
  while (online()) {
    const delivery = await vault.change((books) => take(books, now(), drawing));
    if (!delivery) return;
    const received = await post(delivery.bytes);
    await vault.change((books) => settle(books, { delivery, received, now: now() }, drawing));
  }
}
