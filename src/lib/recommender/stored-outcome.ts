import * as v from 'valibot';
import type { Ablation, Metrics, Outcome, PartId } from './types.ts';

export const partId = v.picklist([
  'most-recent',
  'most-frequent',
  'base-level',
  'popularity',
  'transitions',
  'item-knn',
  'item-item',
  'next-song',
  'habit',
  'sequence-network',
  'mixture',
  'content'
] satisfies PartId[]);
const song = v.object({
  key: v.string(),
  artist: v.string(),
  title: v.string(),
  album: v.optional(v.string()),
  uri: v.optional(v.string())
});
const metrics = {
  'hr@5': v.number(),
  'hr@10': v.number(),
  'hr@20': v.number(),
  'ndcg@5': v.number(),
  'ndcg@10': v.number(),
  'ndcg@20': v.number(),
  mrr: v.number()
} satisfies Record<keyof Metrics, unknown>;
const interval = v.tuple([v.number(), v.number()]);
export const partMetricsSchema = v.record(
  partId,
  v.optional(v.object({ ...metrics, intervals: v.object({ 'hr@10': interval, 'ndcg@10': interval }) }))
);
export const ablationSchema = v.array(
  v.object({
    part: partId,
    with: v.number(),
    without: v.number(),
    kept: v.boolean()
  } satisfies Record<keyof Ablation, unknown>)
);
export const curveSchema = v.array(v.object({ epoch: v.number(), loss: v.number(), validation: v.number() }));
const past = { plays: v.number(), lastPlayedAt: v.number() };
const reason = v.variant('kind', [
  v.object({ kind: v.literal('returning'), ...past }),
  v.object({
    kind: v.literal('follows'),
    after: song,
    afterPlayedAt: v.number(),
    times: v.number(),
    ...past
  }),
  v.object({ kind: v.literal('because'), song, playedAt: v.number(), ...past }),
  v.object({ kind: v.literal('alike'), song, playedAt: v.number(), shared: v.array(v.string()), ...past })
]);
const outcomeSchema = v.object({
  revision: v.number(),
  createdAt: v.number(),
  settled: v.boolean(),
  serving: partId,
  note: v.optional(v.picklist(['too_few_plays', 'training_cancelled', 'training_failed'])),
  evaluation: v.optional(
    v.object({
      cases: v.number(),
      heldOut: v.number(),
      candidates: v.number(),
      from: v.number(),
      to: v.number(),
      parts: partMetricsSchema,
      ablation: v.optional(ablationSchema)
    })
  ),
  recommendations: v.array(
    v.object({
      song,
      reason,
      score: v.number(),
      contributions: v.array(v.object({ part: partId, value: v.number() }))
    })
  ),
  network: v.optional(
    v.object({
      backend: v.string(),
      seed: v.number(),
      songs: v.number(),
      parameters: v.number(),
      epochs: v.number(),
      seconds: v.number(),
      curve: curveSchema
    })
  )
});

/** A stored outcome, or undefined where this version cannot read it. */
export function parseOutcome(stored: unknown): Outcome | undefined {
  const parsed = v.safeParse(outcomeSchema, stored);
  return parsed.success ? (parsed.output as Outcome) : undefined;
}
