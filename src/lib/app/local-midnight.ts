/**
 * When a day begins by the clock of this device, ms since epoch; NaN without a date.
 * @param value of a date input: `2024-05-03`, or empty.
 */
export function localMidnight(value: string, daysLater: number): number {
  const [year = NaN, month = NaN, day = NaN] = value.split('-').map(Number);
  return new Date(year, month - 1, day + daysLater).getTime();
}
