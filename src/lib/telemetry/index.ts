/** What Earshot may report, how, and under which budget. */
export { EPSILONS, findMetric, METRICS, type Domain, type Metric, type MetricId } from './metrics.ts';
export { fromUnit, mechanismOf, toUnit, type MetricMechanism } from './mechanism.ts';
export { startOfWeek, weekAfter, weekOf } from './period.ts';
export { encodeReport, KEY_BYTES, parseReport, ReportError, type Report } from './report.ts';

/** The two-server way, with its cryptography: only when somebody asks for it. */
export const loadTwoServers = () => import('./two-servers/index.ts');
export type { Round, RoundOptions, Tampering } from './two-servers/round.ts';
