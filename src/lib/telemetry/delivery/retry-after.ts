/**
 * How long a service asks to be left alone, ms.
 * @param field `Retry-After` as it came: seconds, or a date in any form of HTTP (RFC 9110, 10.2.3 and 5.6.7)
 * @param now ms since epoch
 * @returns 0 where it asks for nothing that can be understood
 */
export function waitOf(field: string | undefined, now: number): number {
  if (field === undefined) return 0;
  const wait = /^\d+$/.test(field) ? 1000 * Number(field) : dateIn(field) - now;
  return wait > 0 ? wait : 0;
}

/** All three forms begin with the day of the week; the oldest names no time zone. */
function dateIn(field: string): number {
  if (!/^[A-Z][a-z]{2}/.test(field)) return NaN;
  return Date.parse(field.endsWith(' GMT') ? field : `${field} GMT`);
}
