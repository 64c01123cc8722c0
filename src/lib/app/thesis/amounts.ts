import type { Parameter } from '$lib/economics/index.ts';
import { LOCALE } from '../format.ts';

/** Minutes of listening between two breaks of the DJ: it speaks four times an hour. */
const MINUTES_PER_BREAK = 15;
const three = new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 3 });
const two = new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 2 });
const cents = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const PREFIXES = [
  { factor: 1e12, letter: 'T' },
  { factor: 1e9, letter: 'G' }
];

/** Three figures, with a real minus: "3.24", "−0.0073", "1,230" */
export function formatNumber(value: number): string {
  return three.format(value).replace('-', '−');
}

/** "3.24 ct", "€1.50", "−0.0073 ct" @param euros for one listener and one month */
export function formatMoney(euros: number): string {
  if (Math.abs(euros) < 1) return `${formatNumber(euros * 100)}\u202fct`;
  return `${euros < 0 ? '−' : ''}€${cents.format(Math.abs(euros))}`;
}

/** "0.72 points", "1 point" */
export function formatPoints(points: number): string {
  const text = two.format(points).replace('-', '−');
  return `${text} ${text === '1' ? 'point' : 'points'}`;
}

/** "52 %", "0.0023 %" @param share 0 ... 1 */
export function formatShare(share: number): string {
  return `${two.format(share * 100).replace('-', '−')}\u202f%`;
}

/** "4 h", "15 min": listening with the DJ, in which it speaks so often. */
export function formatWithDj(breaks: number): string {
  const minutes = breaks * MINUTES_PER_BREAK;
  if (minutes < 60) return `${two.format(minutes)} min`;
  return `${minutes < 6000 ? two.format(minutes / 60) : three.format(minutes / 60)} h`;
}

/** "761 M", "1,200 M" */
export function formatMillions(millions: number): string {
  return `${two.format(millions)}\u202fM`;
}

/** "16 a month", "$4 ...": a parameter's value with its unit, as a slider speaks it. */
export function formatValue({ unit }: Pick<Parameter, 'unit'>, value: number): string {
  if (unit === '') return formatShare(value);
  if (unit === '%') return `${formatNumber(value)}\u202f%`;
  if (unit === 'J' && value < 0.01) return `${formatNumber(value * 1000)} mJ`;
  if (unit.startsWith('FLOP')) {
    const { factor, letter } = PREFIXES.find(({ factor }) => value >= factor) ?? { factor: 1, letter: '' };
    return `${formatNumber(value / factor)} ${letter}${unit}`;
  }
  const [currency, rest] = unit.startsWith('$') ? ['$', unit.slice(1)] : ['', unit];
  return `${currency}${formatNumber(value)}${currency === '' || !rest.startsWith('/') ? ' ' : ''}${rest.trim()}`;
}
