/** What Earshot may report, how, under which budget, and how it leaves. */
export { trueAnswer, type Week } from './answers.ts';
export { exampleReport } from './example.ts';
export { EPSILONS, findMetric, METRICS, type Domain, type Metric, type MetricId } from './metrics.ts';
export { fromUnit, mechanismOf, toUnit, type MetricMechanism } from './mechanism.ts';
export { type Odds, oddsOf } from './odds.ts';
export { startOfWeek, weekAfter, weekOf } from './period.ts';
export { encodeReport, KEY_BYTES, parseReport, ReportError, type Report } from './report.ts';
export { type Account, accountOf, DELTA, forecast } from './ledger/accounts.ts';
export { type Answered, lastFullWeek, questionsDue, SENDING_WINDOW } from './ledger/answering.ts';
export { telemetryBackup } from './ledger/backup.ts';
export type {
  Answer,
  Books,
  Change,
  Consent,
  Delivery,
  Entry,
  Queued,
  Vault,
  Withheld,
  Write
} from './ledger/books.ts';
export { CAP_RANGES, type Caps, DEFAULT_CAPS, spentInWeek, spentInYear } from './ledger/caps.ts';
export { onTelemetryChanged } from './ledger/changes.ts';
export { setCaps, switchOn, withdraw } from './ledger/consenting.ts';
export { type Drawing, secureDrawing } from './ledger/drawing.ts';
export { TELEMETRY_DATABASE } from './ledger/schema.ts';
export { TelemetryStore } from './ledger/store.ts';
export { collectPath, post } from './delivery/post.ts';
export { answerDue, sendDue, type World } from './delivery/round.ts';
export { MOST_ATTEMPTS, nextDue, type Received, type ServerAnswer } from './delivery/sending.ts';

/** The two-server way, with its cryptography: only when somebody asks for it. */
export const loadTwoServers = () => import('./two-servers/index.ts');
export type { Round, RoundOptions, Tampering } from './two-servers/round.ts';
