/** What Earshot may report, how, and under which budget. */
export { trueAnswer, type Week } from './answers.ts';
export { EPSILONS, findMetric, METRICS, type Domain, type Metric, type MetricId } from './metrics.ts';
export { fromUnit, mechanismOf, toUnit, type MetricMechanism } from './mechanism.ts';
export { startOfWeek, weekAfter, weekOf } from './period.ts';
export { encodeReport, KEY_BYTES, parseReport, ReportError, type Report } from './report.ts';
