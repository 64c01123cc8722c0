import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalDates } from '../../../../src/lib/history/importers/local-dates.ts';

const LANGUAGES =
  'en-US en-GB en-IN fr fr-CA de de-AT es es-MX it pt-BR pt-PT nl sv da nb fi pl cs hu ro bg el tr ru uk ar he hi bn th vi id ms fil ja ko zh-CN zh-TW hr sr lt lv et ca'.split(
    ' '
  );
/** What every line below says, each in its own way. */
const MOMENT = Date.UTC(2024, 5, 1, 20, 13, 20);

function parse(text: string, timeZone = 'Asia/Tokyo', others: string[] = []): number {
  const dates = new LocalDates(timeZone);
  dates.learn([text, ...others]);
  return dates.parse(text);
}

describe('dates in words', () => {
  it.each([
    'Jun 1, 2024, 10:13:20 PM CEST',
    'Jun 1, 2024, 10:13:20\u202fPM GMT+02:00',
    'Jun 1, 2024, 4:13:20 PM EDT',
    'Jun 2, 2024, 1:43:20 AM IST',
    '1 Jun 2024, 21:13:20 BST',
    '01.06.2024, 22:13:20 MESZ',
    '1 juin 2024, 22:13:20 CEST',
    '1 juin 2024 à 22:13:20 UTC+2',
    '1 juin 2024, 16 h 13 min 20 s HAE',
    '1 de jun. de 2024, 17:13:20 BRT',
    '1. jun. 2024 22.13.20 CEST',
    '1.6.2024 klo 22.13.20 UTC+2',
    '1. 6. 2024 22:13:20 SELČ',
    '2024. jún. 1. 22:13:20 CEST',
    '2024/06/02 5:13:20 JST',
    '2024. 6. 2. 오전 5:13:20 KST',
    '2024年6月2日 GMT+8 04:13:20',
    '2024年6月2日 凌晨4:13:20 [GMT+8]',
    '1 июн. 2024 г., 23:13:20 MSK',
    '1 Ιουν 2024, 11:13:20 μ.μ. EEST',
    '01‏/06‏/2024، 10:13:20 م غرينتش+2',
    '2 มิ.ย. 2567 3 นาฬิกา 13 นาที 20 วินาที GMT+7',
    '03:13:20 GMT+7 2 thg 6, 2024'
  ])('%s is one moment', (text) => {
    expect(parse(text)).toBe(MOMENT);
  });

  it.each(LANGUAGES)('are read in %s, whenever it was', (language) => {
    const format = new Intl.DateTimeFormat(language, {
      dateStyle: 'medium',
      timeStyle: 'long',
      timeZone: 'Europe/Berlin'
    });
    const dates = new LocalDates('Asia/Tokyo');
    const year = Array.from({ length: 24 }, (_, at) => format.format(Date.UTC(2023, at / 2, 3 + at, at)));
    dates.learn(year);
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2008, 0, 1) / 1000, max: Date.UTC(2030, 0, 1) / 1000 }),
        (second) => {
          expect(dates.parse(format.format(second * 1000))).toBe(second * 1000);
        }
      ),
      { numRuns: 60 }
    );
  });

  it('without a zone that is known are those of the device', () => {
    expect(parse('Jun 2, 2024, 5:13:20 AM')).toBe(MOMENT);
    expect(parse('Jun 2, 2024, 5:13:20 AM QQT')).toBe(MOMENT);
  });

  it.each([
    ['Asia/Shanghai', 'Jun 2, 2024, 4:13:20 AM CST'],
    ['Europe/Berlin', 'Jun 1, 2024, 2:13:20 PM CST'],
    ['Asia/Manila', 'Jun 2, 2024, 4:13:20 AM PST']
  ])(
    'in a zone whose name has several meanings are those of the device, if it is one of them: %s',
    (zone, text) => {
      expect(parse(text, zone)).toBe(MOMENT);
    }
  );

  it('are told apart by the language of the file', () => {
    const october = Date.UTC(2024, 9, 5, 10);
    expect(parse('5. lis 2024. 10:00:00 UTC', 'UTC', ['5. kol 2024. 10:00:00 UTC'])).toBe(october);
    expect(parse('5 lis 2024, 10:00:00 UTC', 'UTC', ['5 sie 2024, 10:00:00 UTC'])).toBe(
      Date.UTC(2024, 10, 5, 10)
    );
    expect(parse('5 lis 2024, 10:00:00 UTC')).toBeNaN();
  });

  it.each([
    '',
    'yesterday',
    'Jun 1, 2024',
    '22:13:20',
    'Jun 31, 2024, 10:13:20 PM UTC',
    'Foo 1, 2024, 10:13:20 PM UTC',
    '13.13.2024, 22:13:20 UTC',
    '1.6.24, 22:13:20 UTC',
    'Jun 1, 2024, 25:13:20 UTC',
    'Jun 1, 2024, 22:61:20 UTC',
    'Jun 1, 2, 2024, 22:13:20 UTC'
  ])('do not include "%s"', (text) => {
    expect(parse(text)).toBeNaN();
  });
});
