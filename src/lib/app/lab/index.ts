export { AUDIT_RISK, auditTable } from './audit-words.ts';
export { errorChart, surveyCharts } from './charts.ts';
export { tableAsCsv } from './csv.ts';
export { LabState } from './lab.svelte.ts';
export { LabWork, type Audited } from './lab-work.svelte.ts';
export { describeTrial, MAGIC, magicChart, trialTable } from './magic.ts';
export { TryMagic } from './magic-trial.svelte.ts';
export { ownAnswer } from './own-answer.ts';
export { describeReport } from './report-words.ts';
export type { Axis, CurveLine, CurvesChart, EstimatesChart } from './shapes.ts';
export { nearestStopTo, PEOPLE_STOPS } from './sliders.ts';
export {
  beliefTable,
  budgetsTable,
  demandTable,
  describeDemand,
  leavingTable,
  type BeliefTable
} from './tables.ts';
export { describeRound, roundTable, trustTable } from './trust-words.ts';
export {
  describeBudget,
  formatBound,
  formatChance,
  formatEpsilon,
  formatFactor,
  formatMargin,
  formatOdds,
  formatPeople,
  formatShareOf,
  nameBudget,
  speakBudget
} from './words.ts';
export { accountsChart, averagingChart, describeCap } from './year-charts.ts';
