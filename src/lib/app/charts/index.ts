export { calendarChart } from './calendar.ts';
export { clockChart } from './clock.ts';
export { describeHabits, describeUnknown, describeVariety, habitFigures, periodFigures } from './figures.ts';
export { discoveryChart, diversityChart, knownChart, skipChart } from './series.ts';
export type { CalendarChart, CalendarYear, ChartTable, ClockChart, SeriesChart, TopChart } from './shapes.ts';
export { topChart } from './top.ts';
