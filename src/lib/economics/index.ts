export {
  breakEvenBreaks,
  breakEvenListeners,
  breaksUntilNothingIsLeft,
  returnOn,
  returnsByBreaks,
  returnsByListeners,
  type ReturnPoint,
  type Side
} from './break-even.ts';
export { coreTime, deviceMonth, type DeviceMonth } from './device-month.ts';
export { companyCeiling, EVIDENCE, GROSS_MARGINS } from './evidence.ts';
export * from './formulas.ts';
export {
  balanceOf,
  compareModels,
  revenueOf,
  weigh,
  type Balance,
  type ModelCosts,
  type ModelId,
  type Tier
} from './models.ts';
export type { Confidence, Parameter, Range } from './parameter.ts';
export {
  defaultValues,
  GROUPS,
  PARAMETER_IDS,
  PARAMETERS,
  type GroupId,
  type ParameterId,
  type Values
} from './parameters/index.ts';
export { DJ_PRICES, type DjPrices } from './presets.ts';
export { sensitivity, type Swing } from './sensitivity.ts';
export { SOURCE_ADDRESSES, SOURCES, type SourceId } from './sources.ts';
export { nearestStop, stopsOf } from './stops.ts';
export { landed, spared, workloadsOf, type Recommender, type Workload, type Workloads } from './workloads.ts';
