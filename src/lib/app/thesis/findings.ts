import {
  balanceOf,
  breakEvenListeners,
  breaksUntilNothingIsLeft,
  companyCeiling,
  compareModels,
  EVIDENCE,
  GROSS_MARGINS,
  revenueOf,
  spared,
  weigh,
  workloadsOf,
  type SourceId
} from '$lib/economics/index.ts';
import {
  aboutMillions,
  formatMoney,
  formatNumber,
  formatPoints,
  formatShare,
  aboutWithDj
} from './amounts.ts';
import { formatCount } from '../format.ts';
import type { ThesisQuestion } from './question.ts';

/** A sentence of the verdict, with the words behind it. */
export interface Finding {
  title: string;
  words: string;
  /** Whether it speaks against the article. */
  against: boolean;
  sources: readonly SourceId[];
}

const VOICE = 'voice: browsers can speak by themselves, and an open voice model of 82M parameters exists';
/** Less of the margin than this is too little to notice, points. */
const NOTICED = 0.1;

/** The answer, in a sentence or two. */
export function describeAnswer({ tier, recommender, values }: ThesisQuestion): string {
  const { company, listener, together } = balanceOf(values, recommender);
  const cost = compareModels(values, recommender)['ai-native'].company;
  const back = weigh(company, values, tier).points;
  const taken = weigh(cost, values, tier).points;
  if (company <= 0) {
    const lost = formatMoney(-company);
    return `No. On these assumptions moving loses the company ${lost} for each listener and month.`;
  }
  const what =
    `${formatPoints(back)} of gross margin, of the ${formatNumber(taken)} that computing in the cloud ` +
    `takes from a ${tier} listener`;
  const both =
    together > 0
      ? `The company keeps ${formatMoney(company)} a month; listeners pay ${formatMoney(listener)} for it.`
      : `But the company keeps ${formatMoney(company)} a month, and listeners pay ${formatMoney(listener)} for it.`;
  return `${back < NOTICED ? 'Hardly: it gives back' : 'In part: it gives back'} ${what}. ${both}`;
}

/** What decides it, and where the facts go against the article. */
export function findings(question: ThesisQuestion): Finding[] {
  return [
    speech(question),
    ranking(question),
    freeTier(question),
    margins(),
    royalties(question),
    npu(),
    listenerSide(question),
    smallService(question)
  ];
}

function speech({ tier, recommender, values }: ThesisQuestion): Finding {
  const { dj } = workloadsOf(values, recommender);
  const share = dj.cloud === 0 ? 0 : dj.speech / dj.cloud;
  const spares = weigh(spared(dj), values, tier).points;
  return {
    title: share > 0.5 ? 'Speech is the bill' : 'Text is the larger part of the bill',
    words:
      `A DJ costs ${formatMoney(dj.cloud)} a month in the cloud, and ${formatShare(share)} of that is its ` +
      `voice. Moving the DJ spares ${formatPoints(spares)} of margin before engineering. If one thing is ` +
      `to move first, it is the ${share > 0.5 ? VOICE : 'language model'}.`,
    against: false,
    sources: share > 0.5 ? [15] : []
  };
}

function ranking({ tier, recommender, values }: ThesisQuestion): Finding {
  const { ranking } = workloadsOf(values, recommender);
  const { points } = weigh(ranking.cloud, values, tier);
  const small = points < NOTICED;
  return {
    title: small ? 'Ranking is too cheap to matter' : `Ranking shows on the ${tier} tier`,
    words:
      `Choosing the songs costs ${formatMoney(ranking.cloud)} a month in the cloud, ` +
      `${formatPoints(points)} of a ${tier} listener’s margin. ` +
      (small
        ? 'Its case on the device is that it is private, instant and works offline, not margin.'
        : 'That is enough to see where it runs.'),
    against: small,
    sources: []
  };
}

function freeTier({ values }: ThesisQuestion): Finding {
  const [free, premium] = [
    breaksUntilNothingIsLeft(values, 'free'),
    breaksUntilNothingIsLeft(values, 'premium')
  ];
  const gone = values.breaks > free;
  return {
    title: gone ? 'The DJ eats more than a free listener leaves' : 'The free tier is the strongest case',
    words:
      `A free listener leaves ${formatMoney(revenueOf(values, 'free').profit)} of gross profit a month: ` +
      `gone once the DJ has spoken ${formatCount(Math.floor(free))} times, in ${aboutWithDj(free)}. A ` +
      `premium listener’s ${formatMoney(revenueOf(values, 'premium').profit)} last for ` +
      `${aboutWithDj(premium)}. The DJ is for premium listeners only today, so this is the case for a tier ` +
      'that does not exist yet.',
    against: false,
    sources: [8]
  };
}

function margins(): Finding {
  const { values, sources } = GROSS_MARGINS;
  return {
    title: 'The margin did not shrink: it grew',
    words:
      `Spotify’s gross margin went from ${values[2023].toFixed(1)} to ${values[2024].toFixed(1)}, ` +
      `${values[2025].toFixed(1)} and ${values[2026].toFixed(1)}\u202f% in the first quarters of 2023 to ` +
      '2026, the years in which its AI DJ spread. Its managers did speak of higher operating cost for AI.',
    against: true,
    sources: [...sources, 2]
  };
}

function royalties({ values }: ThesisQuestion): Finding {
  const { dollars, ofGrossProfit } = companyCeiling(values);
  const percent = EVIDENCE.royalties.value / 100;
  return {
    title:
      dollars < percent ? 'Royalties set the margin, not inference' : 'The DJ rivals a percent of royalties',
    words:
      `A DJ for all ${EVIDENCE.djListeners.value} M who ever used one would cost $${formatNumber(dollars)} ` +
      `M a year, ${formatShare(ofGrossProfit)} of the company’s gross profit. One percent of what it pays ` +
      `for music is $${formatNumber(percent)} M.`,
    against: dollars < percent,
    sources: [1, 4, 8]
  };
}

function npu(): Finding {
  return {
    title: 'A web page cannot vouch for an NPU today',
    words:
      'WebNN is the only way from a page to an NPU. Browsers do not switch it on by themselves, Android ' +
      'was left out of the plan, and no page can verify that an NPU did the work. So the share of devices ' +
      `whose NPU a page can count on is ${formatShare(EVIDENCE.npuFromThePage.value)}. What moves from a ` +
      'web app moves to WebGPU or WebAssembly.',
    against: true,
    sources: EVIDENCE.npuFromThePage.sources
  };
}

function listenerSide({ recommender, values }: ThesisQuestion): Finding {
  const { dj, ranking } = workloadsOf(values, recommender);
  const paid = dj.listener + ranking.listener;
  // Speech on the device has not been measured: it is left out on both sides.
  const spares = dj.cloud - dj.speech + ranking.cloud;
  return {
    title:
      paid < spares
        ? 'The listener pays less than the cloud charges'
        : 'The listener pays more than the cloud charges',
    words:
      `A device that does it all costs its owner ${formatMoney(paid)} a month in power and battery wear, ` +
      `where the cloud would charge ${formatMoney(spares)}, both without the voice. That leaves out ` +
      'speech on the device, training, heat, time, and consent.',
    against: false,
    sources: []
  };
}

function smallService({ recommender, values }: ThesisQuestion): Finding {
  const { dj } = workloadsOf(values, recommender);
  const [company, together] = [
    breakEvenListeners(values, dj, 'company'),
    breakEvenListeners(values, dj, 'together')
  ];
  const pays = (listeners: number | undefined) =>
    listeners === undefined ? 'never pays' : `pays from ${aboutMillions(listeners)} listeners on`;
  return {
    title: company === undefined ? 'Moving the DJ never pays' : 'A small service loses by moving the DJ',
    words:
      `A second runtime costs as much for few as for many. Moving the DJ alone ${pays(company)}; with the ` +
      `listeners’ costs counted it ${pays(together)}. A web app with a single runtime avoids most of that ` +
      'bill.',
    against: false,
    sources: []
  };
}
