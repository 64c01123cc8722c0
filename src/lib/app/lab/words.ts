import { OFF, type Budget } from '$lib/lab/index.ts';
import { formatCount } from '../format.ts';
import { threeFigures, twoFigures } from '../numbers.ts';

/** "ε 0.5", "off" */
export function nameBudget(budget: Budget): string {
  return budget === OFF ? 'off' : `ε ${budget}`;
}

/** The same to be read out: "epsilon 0.5", "no protection" */
export function speakBudget(budget: Budget): string {
  return budget === OFF ? 'no protection' : `epsilon ${budget}`;
}

/** Our words for a budget; there is no standard. */
export function describeBudget(budget: Budget): string {
  if (budget === OFF) return 'Not private';
  if (budget <= 0.25) return 'Very private';
  if (budget <= 1) return 'Private';
  if (budget <= 2) return 'Somewhat private';
  return budget <= 4 ? 'Hardly private' : 'Private in name only';
}

/** e^ε, rounded up: a report can change the odds of anything by no more. "1.11 times", "2,990 times", "without limit" */
export function formatFactor(budget: Budget): string {
  if (budget === OFF) return 'without limit';
  const factor = Math.exp(budget);
  const third = 10 ** (Math.floor(Math.log10(factor)) - 2);
  return `${threeFigures(Math.ceil(factor / third) * third)} times`;
}

/** "73 in 100", "4 in 1,000", "none in 100" @param chance 0 ... 1 */
export function formatChance(chance: number): string {
  if (chance === 0) return 'none in 100';
  if (chance === 1) return '100 in 100';
  if (chance >= 0.0095 && chance < 0.9905) return `${Math.round(chance * 100)} in 100`;
  const [most, rare] = chance < 0.5 ? ['under 1', chance] : ['over 999', 1 - chance];
  return rare < 0.0005 ? `${most} in 1,000` : `${Math.round(chance * 1000)} in 1,000`;
}

/** A bound in the words of a chance, rounded outwards, so that it holds as it is said. @param chance 0 ... 1 */
export function formatBound(chance: number, side: 'least' | 'most'): string {
  const parts = chance >= 0.0095 && chance < 0.9905 ? 100 : 1000;
  // Not by what the arithmetic of floating point added.
  const round = (value: number) => (side === 'most' ? Math.ceil(value - 1e-9) : Math.floor(value + 1e-9));
  const bound = round(chance * parts) / parts;
  return formatChance(bound === 0 || bound === 1 ? chance : bound);
}

/** Odds as they are spoken: "1 to 9", "3 to 1", "even" */
export function formatOdds(chance: number): string {
  if (chance === 0) return 'impossible';
  if (chance === 1) return 'certain';
  const odds = chance / (1 - chance);
  const larger = Math.max(odds, 1 / odds);
  const text = larger < 9.95 ? twoFigures(larger) : formatCount(Number(larger.toPrecision(2)));
  if (text === '1') return 'even';
  return odds < 1 ? `1 to ${text}` : `${text} to 1`;
}

/** "±2 points", "±0.034 points", "exact" @param margin of a share */
export function formatMargin(margin: number): string {
  if (margin === 0) return 'exact';
  const points = twoFigures(margin * 100);
  return `±${points} ${points === '1' ? 'point' : 'points'}`;
}

/** "100", "20,000", "3.4 million", "100 million", "12 billion" */
export function formatPeople(people: number): string {
  if (people < 1e6) return formatCount(people);
  return people < 1e9 ? `${threeFigures(people / 1e6)} million` : `${threeFigures(people / 1e9)} billion`;
}

/** A share in percent, as exact as the picture: "18.2 %" */
export function formatShareOf(share: number): string {
  const percent = (share * 100).toFixed(1);
  return `${percent.replace('-', '−').replace(/^−0\.0$/, '0.0')}\u202f%`;
}

/** "12.4", "0.034": an epsilon that was reckoned. */
export function formatEpsilon(epsilon: number): string {
  return threeFigures(epsilon);
}
