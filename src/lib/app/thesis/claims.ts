import { balanceOf, compareModels, weigh, type SourceId, type Tier } from '$lib/economics/index.ts';
import { formatMoney, formatNumber, formatPoints } from './amounts.ts';
import type { ThesisQuestion } from './question.ts';

/** What the article says, and whether it holds. */
export interface Claim {
  claim: string;
  holds: string;
  why: string;
  sources: readonly SourceId[];
}

/** Compute of less than this is low, EUR for one listener and one month. */
const LOW = 0.001;

export function claims({ recommender, values }: ThesisQuestion): Claim[] {
  const models = compareModels(values, recommender);
  const [legacy, native] = [models.legacy.company, models['ai-native'].company];
  const { company } = balanceOf(values, recommender);
  const back = (tier: Tier) => formatPoints(weigh(Math.abs(company), values, tier).points);
  return [
    {
      claim: 'Legacy streaming: compute is low',
      holds: legacy < LOW ? 'Yes' : 'Not on these assumptions',
      why: `Ranking costs ${formatMoney(legacy)} for a listener and a month.`,
      sources: []
    },
    {
      claim: 'Legacy streaming: static caching',
      holds: 'Loosely',
      why: 'The audio is cached. Recommendations have been computed for each listener for a decade.',
      sources: [22]
    },
    {
      claim: 'AI-native: compute is high',
      holds: native > legacy ? 'Relatively' : 'Not on these assumptions',
      why:
        `It costs ${formatNumber(native / legacy)} times as much, and that is ${formatMoney(native)} a ` +
        `month, of which ${formatMoney(models['ai-native'].ranking)} rank and ` +
        `${formatMoney(models['ai-native'].speech)} speak.`,
      sources: [9]
    },
    {
      claim: 'AI-native: the margin shrinks',
      holds: 'Not in the filings',
      why: 'It grew in the years in which the AI DJ spread.',
      sources: [1, 2, 3]
    },
    {
      claim: 'Moving inference gives the margin back',
      holds: company > 0 ? 'In direction; its size is bounded' : 'Not on these assumptions',
      why:
        `It ${company > 0 ? 'gives' : 'loses'} ${back('premium')} on premium and ${back('free')} on the ` +
        'free tier. It cannot give more than the compute takes.',
      sources: []
    },
    {
      claim: '… to the NPU',
      holds: 'Not from a web page today',
      why:
        'No page can count on one. And an NPU is not always the thrifty choice: up to 51\u202f% more ' +
        'energy was measured, and a processor up to 1.6 times as fast at reading a prompt.',
      sources: [23, 30, 31]
    },
    {
      claim: '… and the pocket sustains it',
      holds: 'For small models',
      why:
        'Phones slow down when warm: an iPhone 16 Pro lost nearly half its language model’s speed within ' +
        'two runs.',
      sources: [24]
    },
    {
      claim: 'Efficient: the margin grows, the ecosystem retains',
      holds: 'Untested',
      why: 'No public evidence was found, for the margin or for retention.',
      sources: []
    }
  ];
}

/** What computing on the device has been shown to bring, which is quality rather than margin. */
export const SHOWN: readonly { words: string; sources: readonly SourceId[] }[] = [
  {
    words:
      'Kuaishou, re-ranking on the phone: effective views +1.28\u202f%, likes +8.22\u202f%, follows ' +
      '+13.6\u202f%.',
    sources: [25]
  },
  { words: 'Taobao re-ranks on the device, to be fresh.', sources: [26] },
  {
    words:
      'Alibaba reports 87\u202f% less load in the cloud, for recognising things in live video, not for ' +
      'recommendation.',
    sources: [27]
  },
  {
    words:
      'The cloud does not stand still: Pinterest cut what serving long sequences cost by 98\u202f% against ' +
      'its first estimate, by better kernels alone.',
    sources: [29]
  }
];

export const NOT_PROVEN: readonly { what: string; why: string }[] = [
  {
    what: 'Not that Spotify would save these sums.',
    why:
      'Its prices, models, counts of calls and utilisation are private. It is the example because it ' +
      'publishes accounts.'
  },
  {
    what: 'Not that margins rise.',
    why:
      'Royalties are often a share of revenue, and what is saved can be competed away or claimed by ' +
      'suppliers.'
  },
  {
    what: 'Not that quality holds.',
    why: 'A language model of 1B on a phone is not the cloud’s. Quality for a cent is not measured here.'
  },
  {
    what: 'Not that society saves energy.',
    why:
      'Cost moves to people who did not agree to pay it. Power and wear are priced; heat, time and consent ' +
      'are not.'
  },
  {
    what: 'Nothing about NPUs.',
    why:
      'None was there to measure. The figures of Apple’s and Qualcomm’s are other people’s, one of them a ' +
      'post in a forum.'
  },
  { what: 'Nothing about retention.', why: 'The article’s column on it has no data behind it.' },
  {
    what: 'Nothing about training.',
    why: 'What it takes on the device is in neither bill: its energy is not known.'
  }
];
