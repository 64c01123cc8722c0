import * as v from 'valibot';
import type { Measurement } from './measurement.ts';

const rungName = v.picklist(['webnn', 'webgpu', 'wasm', 'cpu']);
const rankerName = v.picklist(['wasm', 'wasm-int8', 'cpu']);
const times = { build: v.number(), first: v.number(), p50: v.number(), p95: v.number(), n: v.number() };
const missing = <Name extends v.GenericSchema<unknown, string>>(name: Name) =>
  v.object({ name, problem: v.string() });

const measurement = v.object({
  measuredAt: v.number(),
  browser: v.string(),
  cores: v.number(),
  model: v.object({
    weights: v.picklist(['learnt', 'invented']),
    width: v.number(),
    heads: v.number(),
    blocks: v.number(),
    hidden: v.number(),
    context: v.number(),
    batch: v.number(),
    items: v.number(),
    negatives: v.number()
  }),
  encoder: v.object({
    rungs: v.array(
      v.union([
        v.object({
          name: rungName,
          description: v.string(),
          isSoftware: v.boolean(),
          ...times,
          bytes: v.number(),
          error: v.number(),
          overlap: v.number()
        }),
        missing(rungName)
      ])
    ),
    chosen: v.optional(rungName)
  }),
  ranking: v.array(
    v.union([v.object({ name: rankerName, ...times, bytes: v.number() }), missing(rankerName)])
  ),
  training: v.array(
    v.union([v.object({ name: v.string(), description: v.string(), ...times }), missing(v.string())])
  )
});

/** A stored measurement, or undefined where this version cannot read it. */
export function parseMeasurement(stored: unknown): Measurement | undefined {
  const parsed = v.safeParse(measurement, stored);
  return parsed.success ? (parsed.output as Measurement) : undefined;
}
