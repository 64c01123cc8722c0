/** The privacy lab: what budgets mean for one person, for an attacker and for a service. No page, no state. */
export {
  AUDIT_CONFIDENCE,
  AUDIT_DRAWS,
  auditedAt,
  auditOf,
  HONEST_ONE_IN,
  SAMPLERS,
  type SamplerId
} from './audits.ts';
export { alternativesOf, HUNDREDTHS, nameHundredths, placeOf, type Alternative } from './alternatives.ts';
export { posteriorOf, priorOf, reachOf } from './belief.ts';
export {
  HIGHEST,
  LOWEST,
  MOST_BUDGETS,
  OFF,
  OFFERED,
  protecting,
  tidyBudgets,
  type Budget
} from './budgets.ts';
export { chancesOf, ROUNDS, roundOf, type Chances, type Round } from './game.ts';
export { leavingAt, type ChoiceLeaving, type Leaving, type MeanLeaving } from './leaving.ts';
export { exactPoints, localPoint, summedPoint, type MagicPoint } from './magic/curves.ts';
export { listenerOf, type Listener, type Listeners } from './magic/listeners.ts';
export { saidBy } from './mean-law.ts';
export {
  ASKED,
  askedOf,
  hybridOf,
  isChoice,
  subsetOf,
  type Asked,
  type Choice,
  type Mean
} from './metrics.ts';
export { numberedRng } from './numbered-rng.ts';
export { countsOf, fewPeople, PARTS, sharesOf } from './population.ts';
export {
  CAPS,
  changed,
  DEFAULT_QUESTION,
  drawnAgain,
  FEWEST_PEOPLE,
  MARGINS,
  MOST_PEOPLE,
  parseQuestion,
  writeQuestion,
  type LabQuestion
} from './question.ts';
export { epsilonFor, marginOf, peopleFor, surveyOf, type Survey } from './service.ts';
export { epsilonBeforeShuffling, trustsOf, type Trust, type TrustModel } from './trust.ts';
export { DELTA, lastWeekOf, WEEKS, yearOf, type Account, type Year } from './year.ts';
