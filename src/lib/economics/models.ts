import { grossProfit, marginPoints } from './formulas.ts';
import type { Values } from './parameters/index.ts';
import { landed, spared, workloadsOf, type Recommender } from './workloads.ts';

export type Tier = 'premium' | 'free';
/** The three columns of the thesis. */
export type ModelId = 'legacy' | 'ai-native' | 'efficient';

/** What a way to run a service costs for one listener and one month, EUR. */
export interface ModelCosts {
  ranking: number;
  text: number;
  speech: number;
  shipping: number;
  engineering: number;
  /** All of the above: what the company pays. */
  company: number;
  /** What listeners pay, on average over all of them. */
  listener: number;
}

/**
 * The legacy service ranks on processors. The AI-native one ranks with a larger model and has a DJ who speaks,
 * all in the cloud. The efficient one does the same, and moves to the device what can move.
 */
export function compareModels(values: Values, recommender: Recommender): Record<ModelId, ModelCosts> {
  const { legacy, ranking, dj, engineering } = workloadsOf(values, recommender);
  const nothing = { ranking: 0, text: 0, speech: 0, shipping: 0, engineering: 0 };
  return {
    legacy: summed({ ...nothing, ranking: legacy }, 0),
    'ai-native': summed({ ...nothing, ranking: ranking.cloud, text: dj.text, speech: dj.speech }, 0),
    efficient: summed(
      {
        ranking: ranking.cloud * (1 - ranking.moved),
        text: dj.text * (1 - dj.moved),
        speech: dj.speech * (1 - dj.moved),
        shipping: ranking.devices * ranking.shipping + dj.devices * dj.shipping,
        engineering
      },
      landed(ranking) + landed(dj)
    )
  };
}

function summed(costs: Omit<ModelCosts, 'company' | 'listener'>, listener: number): ModelCosts {
  const { ranking, text, speech, shipping, engineering } = costs;
  return { ...costs, company: ranking + text + speech + shipping + engineering, listener };
}

/** What moving gives and takes, EUR for one listener and one month. */
export interface Balance {
  /** What the company keeps: S. Negative where moving loses it money. */
  company: number;
  /** What lands on listeners: eta phi U. */
  listener: number;
  /** Both together: W, the honest bottom line. */
  together: number;
}

/** Of everything that moves. */
export function balanceOf(values: Values, recommender: Recommender): Balance {
  const { ranking, dj, engineering } = workloadsOf(values, recommender);
  const company = spared(ranking) + spared(dj) - engineering;
  const listener = landed(ranking) + landed(dj);
  return { company, listener, together: company - listener };
}

/** What a listener of this tier brings in. */
export function revenueOf(values: Values, tier: Tier): { arpu: number; profit: number; margin: number } {
  const [arpu, margin] =
    tier === 'premium' ? [values.arpuPremium, values.marginPremium] : [values.arpuFree, values.marginFree];
  return { arpu, margin, profit: grossProfit(arpu, margin) };
}

/** An amount against what a listener of this tier brings in. */
export function weigh(amount: number, values: Values, tier: Tier): { points: number; ofProfit: number } {
  const { arpu, profit } = revenueOf(values, tier);
  return { points: marginPoints(amount, arpu), ofProfit: amount / profit };
}
