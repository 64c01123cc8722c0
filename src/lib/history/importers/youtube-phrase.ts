/** "Watched ..." as the account's language says it; titles in Chinese and Portuguese come in English. */
const PHRASES: readonly (readonly [before: string, after: string])[] = [
  ['Watched ', ''],
  ['', ' angesehen'],
  ['Vous avez regardé ', ''],
  ['Has visto ', ''],
  ['Hai guardato ', ''],
  ['Je hebt naar ', ' gekeken'],
  ['Du har sett på ', ''],
  ['Tittade på ', ''],
  ['Så på ', ''],
  ['Så ', ''],
  ['', ' katsottiin'],
  ['Obejrzano: ', ''],
  ['Zhlédli jste video ', ''],
  ['Ați vizionat ', ''],
  ['Гледахте ', ''],
  ['Просмотрено видео ', ''],
  ['Ви дивилися відео ', ''],
  ['Παρακολουθήσατε το βίντεο ', ''],
  ['', ' adlı videoyu izlediniz'],
  ['', ' izlənildi'],
  ['', ' を視聴しました'],
  ['', '을(를) 시청했습니다.'],
  ['', ' 을(를) 시청했습니다.'],
  ['تمت مشاهدة ', ' .'],
  ['تمت مشاهدة ', ''],
  ['را تماشا کردید ', ''],
  ['', ' دیکھی'],
  ['', ' देखा'],
  ['', ' দেখা হয়েছে'],
  ['Pinanood ang ', ''],
  ['Menonton ', ''],
  ['Đã xem ', ''],
  ['Assistiu a ', ''],
  ['Viu ', '']
];

/** Titles that are needed to tell a phrase from what songs have in common. */
const ENOUGH = 8;

/** Takes off the words around the titles of a file. They are the same in all of its titles. */
export class TitlePhrase {
  readonly #before: string;
  readonly #after: string;

  /** @param titles some of the file, as they are written there. */
  constructor(titles: Iterable<string>) {
    const different = new Set(titles);
    [this.#before, this.#after] = known(different) ?? shared(different) ?? ['', ''];
  }

  /** The title itself; as it was, if the phrase is not around it. */
  strip(title: string): string {
    if (!wraps([this.#before, this.#after], title)) return title;
    return title.slice(this.#before.length, title.length - this.#after.length).trim();
  }
}

/** The phrase that is around most of the titles, if it is around more than half. */
function known(titles: ReadonlySet<string>): readonly [string, string] | undefined {
  let best: readonly [string, string] | undefined;
  let most = titles.size / 2;
  for (const phrase of PHRASES) {
    let count = 0;
    for (const title of titles) if (wraps(phrase, title)) count++;
    // Of two that are around the same titles, the longer one: what it says more is no part of them.
    const longer = best && count === most && length(phrase) > length(best);
    if (count > most || longer) [best, most] = [phrase, count];
  }
  return best;
}

function length([before, after]: readonly [string, string]): number {
  return before.length + after.length;
}

function wraps([before, after]: readonly [string, string], title: string): boolean {
  return title.length > before.length + after.length && title.startsWith(before) && title.endsWith(after);
}

/** What all titles begin and end with: the phrase of a language that is not in the list. */
function shared(titles: ReadonlySet<string>): readonly [string, string] | undefined {
  if (titles.size < ENOUGH) return undefined;
  const [first = '', ...others] = titles;
  let before = first.length;
  let after = first.length;
  for (const title of others) {
    let at = 0;
    while (at < before && title[at] === first[at]) at++;
    before = at;
    at = 0;
    while (at < after && title.at(-1 - at) === first.at(-1 - at)) at++;
    after = at;
  }
  return [wholeWords(first.slice(0, before)), fromWord(first.slice(first.length - after))];
}

/** Without the beginning of a word that only happens to be shared. */
function wholeWords(before: string): string {
  const space = before.lastIndexOf(' ');
  return space < 0 ? '' : before.slice(0, space + 1);
}

function fromWord(after: string): string {
  const space = after.indexOf(' ');
  return space < 0 ? '' : after.slice(space);
}
