import { quarterOf, type WeekPart } from '$lib/recommender/index.ts';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const QUARTERS = ['early hours', 'morning', 'afternoon', 'evening'];

/** The part of the week that a moment falls in, by this device's clock. @param now ms since epoch */
export function weekPartAt(now: number): WeekPart {
  const date = new Date(now);
  return { weekday: (date.getDay() + 6) % 7, quarter: quarterOf(date.getHours()) };
}

/** "Saturday morning" */
export function describeWeekPart({ weekday, quarter }: WeekPart): string {
  return `${DAYS[weekday] ?? ''} ${QUARTERS[quarter] ?? ''}`;
}
