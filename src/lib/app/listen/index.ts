export type { ListedRow } from './listed.ts';
export { ListenState } from './listen.svelte.ts';
export { describeStop, LAST_STOP, noveltyAt, stopOf } from './novelty.ts';
export { say, verdictOn } from './say.ts';
export { describeFeedback } from './verdicts.ts';
export { accountOf, describeExploring, type ContributionBar, type WhyAccount } from './why.ts';
