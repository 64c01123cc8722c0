/** Whose words are known. English and Spanish are written in several ways; what has months as numbers needs none. */
const LANGUAGES =
  'en-US en-GB en-AU fr fr-CA de de-AT es es-MX it pt-BR pt-PT nl sv da nb fi pl cs sk hu ro bg el tr ru uk be hr sr sr-Latn sl bs mk lt lv et is ca eu gl sq az ka hy kk uz mn ar ar-SY he ur hi bn mr gu pa ta te kn ml si ne th lo km my vi id ms fil sw zu af am ko ja zh-CN zh-TW zh-HK'.split(
    ' '
  );

const WORD = /[\p{L}\p{M}]+/gu;
const YEAR = 2023;

/** Lower case; abbreviations without their full stops. */
export function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replace(/(?<=[\p{L}\p{M}])\.(?=\p{L})/gu, '')
      .match(WORD) ?? []
  );
}

/** The names of months, long and short, language by language: from word to the month's number, 1 ... 12. */
export function monthWords(): readonly ReadonlyMap<string, number>[] {
  return (months ??= LANGUAGES.map(monthsOf));
}

/** Asking the browser for all the words takes a tenth of a second, so that is done once and only where needed. */
let months: readonly ReadonlyMap<string, number>[] | undefined;
let periods: ReadonlyMap<string, number> | undefined;

function monthsOf(language: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const style of ['medium', 'long'] as const) {
    const format = new Intl.DateTimeFormat(language, {
      dateStyle: style,
      calendar: 'gregory',
      timeZone: 'UTC'
    });
    const dates = Array.from({ length: 12 }, (_, month) => wordsOf(format.format(Date.UTC(YEAR, month, 15))));
    dates.forEach((words, month) => {
      for (const word of words) {
        // What several dates say, such as "de", names no month.
        if (dates.filter((others) => others.includes(word)).length === 1) found.set(word, month + 1);
      }
    });
  }
  return found;
}

/**
 * The words for halves and other parts of the day: from word and hour on the clock's face, as in `pm 10`, to the hour
 * of the day. What is said of two hours is left out.
 */
export function dayPeriods(): ReadonlyMap<string, number> {
  return (periods ??= periodsOf(LANGUAGES));
}

function periodsOf(languages: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const language of languages) {
    const format = new Intl.DateTimeFormat(language, { timeStyle: 'medium', hour12: true, timeZone: 'UTC' });
    for (let hour = 0; hour < 24; hour++) {
      for (const { type, value } of format.formatToParts(Date.UTC(YEAR, 0, 1, hour))) {
        if (type !== 'dayPeriod') continue;
        const key = periodKey(value, hour);
        found.set(key, (found.get(key) ?? hour) === hour ? hour : NaN);
      }
    }
  }
  return found;
}

/** "p. m.", "PM" and "p.m." are the same. */
export function periodKey(period: string, hour: number): string {
  return `${period.toLowerCase().replace(/[^\p{L}\p{M}]/gu, '')} ${hour % 12}`;
}
