import type { Parameter } from '$lib/economics/index.ts';
import { threeFigures, twoDecimals, twoFiguresAlways } from '../numbers.ts';

/** Minutes of listening between two breaks of the DJ: it speaks four times an hour. */
const MINUTES_PER_BREAK = 15;
const PREFIXES = [
  { factor: 1e12, letter: 'T' },
  { factor: 1e9, letter: 'G' }
];

/** Two figures, for results are no better than what they are reckoned from: "3.2", "−0.0073", "1,200" */
export function formatNumber(value: number): string {
  return value === 0 ? '0' : twoFiguresAlways(value);
}

/** "3.2 ct", "€1.50", "−0.0073 ct" @param euros for one listener and one month */
export function formatMoney(euros: number): string {
  if (Math.abs(euros) < 0.995) return `${formatNumber(euros * 100)}\u202fct`;
  return `${euros < 0 ? '−' : ''}€${twoDecimals(Math.abs(euros))}`;
}

/** "0.72 points" */
export function formatPoints(points: number): string {
  return `${formatNumber(points)} points`;
}

/** "52 %", "0.0023 %" @param share 0 ... 1 */
export function formatShare(share: number): string {
  return `${formatNumber(share * 100)}\u202f%`;
}

/** "4 h", "15 min": listening with the DJ, in which it speaks so often. */
export function formatWithDj(breaks: number): string {
  const minutes = breaks * MINUTES_PER_BREAK;
  return minutes < 60 ? `${threeFigures(Math.round(minutes))} min` : `${threeFigures(minutes / 60)} h`;
}

/** The same where it is reckoned rather than given. */
export function aboutWithDj(breaks: number): string {
  const minutes = breaks * MINUTES_PER_BREAK;
  return minutes < 60 ? formatWithDj(breaks) : `${twoFiguresAlways(minutes / 60)} h`;
}

/** "761 M" */
export function formatMillions(millions: number): string {
  return `${threeFigures(millions)}\u202fM`;
}

/** The same where it is reckoned rather than given. */
export function aboutMillions(millions: number): string {
  return formatMillions(Number(millions.toPrecision(2)));
}

/** "16 a month", "$4/M characters", "20 %": a parameter's value with its unit. */
export function formatValue({ unit }: Pick<Parameter, 'unit'>, value: number): string {
  if (unit === '') return `${threeFigures(value * 100)}\u202f%`;
  if (unit === '%') return `${threeFigures(value)}\u202f%`;
  if (unit === 'J' && value < 0.01) return `${threeFigures(value * 1000)} mJ`;
  if (unit.startsWith('$/') && unit !== '$/EUR') return `$${threeFigures(value)}${unit.slice(1)}`;
  if (unit.startsWith('$ ')) return `$${threeFigures(value)}${unit.slice(1)}`;
  const { factor, letter } = PREFIXES.find(({ factor }) => value >= factor) ?? { factor: 1, letter: '' };
  return `${threeFigures(value / factor)} ${letter}${unit}`;
}
