import { dateOf, dayOf } from '../local-time.ts';

/** Gives the month of days that come mostly in order, computing each month's bounds only once. */
export class MonthFinder {
  #from = NaN;
  #to = NaN;
  #month = 0;

  /** @param day since 1 January 1970. @returns months since January 1970. */
  month(day: number): number {
    if (!(day >= this.#from && day < this.#to)) {
      const { year, month } = dateOf(day);
      this.#from = dayOf(year, month, 1);
      this.#to = dayOf(year, month + 1, 1);
      this.#month = (year - 1970) * 12 + month - 1;
    }
    return this.#month;
  }
}
