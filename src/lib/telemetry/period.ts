const DAY = 24 * 60 * 60 * 1000;
const PATTERN = /^(\d{4})-W(\d{2})$/;

/**
 * The ISO 8601 week of a moment, in UTC: '2026-W48'. The same for everybody, so that a report does not tell a
 * time zone.
 * @param time ms since epoch
 */
export function weekOf(time: number): string {
  const day = Math.floor(time / DAY);
  // Day 0 was a Thursday; a week belongs to the year of its Thursday.
  const thursday = day - ((((day + 3) % 7) + 7) % 7) + 3;
  const year = new Date(thursday * DAY).getUTCFullYear();
  const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1) / DAY) / 7);
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** First moment of a week, ms since epoch. @returns undefined where there is no such week */
export function startOfWeek(week: string): number | undefined {
  const [, year, number] = PATTERN.exec(week) ?? [];
  if (year === undefined || number === undefined) return undefined;
  // The 4th of January is always in week 1.
  const fourth = Date.UTC(Number(year), 0, 4) / DAY;
  const monday = fourth - ((fourth + 3) % 7) + 7 * (Number(number) - 1);
  return weekOf(monday * DAY) === week ? monday * DAY : undefined;
}

/** The week `by` weeks after another one. @throws RangeError for what is no week */
export function weekAfter(week: string, by = 1): string {
  const start = startOfWeek(week);
  if (start === undefined) throw new RangeError(`"${week}" is no week`);
  return weekOf(start + by * 7 * DAY);
}
