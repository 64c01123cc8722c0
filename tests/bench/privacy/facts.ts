import * as v from 'valibot';

/** A number; the only one that JSON cannot write is spelt out. */
export const Numeric = v.union([
  v.number(),
  v.pipe(
    v.literal('Infinity'),
    v.transform(() => Infinity)
  )
]);

const Fact = v.strictObject({
  id: v.pipe(v.string(), v.nonEmpty()),
  quantity: v.string(),
  params: v.record(v.string(), v.unknown()),
  expected: Numeric,
  tolerance: v.strictObject({
    type: v.picklist(['abs', 'rel', 'upper_bound_slack']),
    value: v.pipe(v.number(), v.minValue(0))
  }),
  source: v.string()
});

/** A published value to compare with; ../shared/reference/README.md says what the fields mean. */
export type Fact = v.InferOutput<typeof Fact>;

/** @throws Error that says where the file is not of the reference form. */
export function parseFacts(text: string): Fact[] {
  const parsed = v.safeParse(v.array(Fact), JSON.parse(text));
  if (parsed.success) return parsed.output;
  const issues = parsed.issues.map((issue) => `${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
  throw new Error(`Not a file of reference values. ${issues.join('; ')}`);
}

/** Above the expected value, a certified upper bound may be off by this much. */
const ABOVE = 0.001;

export function isWithin(computed: number, { expected, tolerance: { type, value } }: Fact): boolean {
  if (computed === expected) return true;
  switch (type) {
    case 'abs':
      return Math.abs(computed - expected) <= value;
    case 'rel':
      return Math.abs(computed - expected) <= value * Math.abs(expected);
    case 'upper_bound_slack':
      return expected - value <= computed && computed <= expected + ABOVE;
  }
}
