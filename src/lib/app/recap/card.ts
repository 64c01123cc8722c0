import { FEW, type Recap, type RecapEntry } from './recap.ts';
import { recapId } from './period.ts';

/** Pixels. */
export const CARD_SIZES = {
  portrait: { width: 1080, height: 1350 },
  story: { width: 1080, height: 1920 }
} as const;

export type CardFormat = keyof typeof CARD_SIZES;

/** What stands on a card. No word of it says who listened. */
export interface CardContent {
  overline: string;
  /** The period, in one line or two. */
  title: readonly string[];
  /** At most four. */
  figures: readonly { name: string; value: string }[];
  artists: readonly CardLine[];
  songs: readonly CardLine[];
  /** At most two; only the tall card has room for them. */
  facts: readonly { name: string; value: string }[];
  /** Keys of the pieces whose covers decorate it, at least one. */
  covers: readonly string[];
  footer: string;
}

export interface CardLine {
  name: string;
  note: string;
}

/** @returns undefined where there is too little to make a card of. */
export function cardOf(recap: Recap, sample: boolean): CardContent | undefined {
  if (recap.plays < FEW) return undefined;
  const { artists, songs, albums, facts, figures } = recap;
  const dated = facts.filter(({ name }) => name === 'Longest streak' || name === 'Busiest day');
  return {
    overline: sample ? 'A sample listener, invented' : 'My listening',
    title: recap.name,
    figures,
    artists: artists.map(({ name, value }) => ({ name, note: value })),
    songs: songs.map(({ name, by = '' }) => ({ name, note: by })),
    facts: dated.slice(0, 2),
    covers: [...songs, ...artists, ...albums].map(({ key }) => key),
    footer: sample
      ? 'The listener and the music on this card are invented.'
      : 'Made on my own device. Nothing was uploaded.'
  };
}

/** What the image says, for those who do not see it. */
export function describeCard({ overline, title, figures, artists, songs }: CardContent): string {
  const numbers = figures.map(({ name, value }) => `${value} ${name.toLowerCase()}`).join(', ');
  return (
    `${overline}: ${title.join(' ')}. ${numbers.replace(/(.+) time/, '$1 of music')}. ` +
    `Top artists: ${namesIn(artists)}. Top songs: ${namesIn(songs)}.`
  );
}

/** "earshot-recap-2025.png" */
export function cardFileName({ period }: Pick<Recap, 'period'>, format: CardFormat): string {
  const id = recapId(period).replace('..', '-to-');
  return `earshot-recap-${id}${format === 'story' ? '-story' : ''}.png`;
}

function namesIn(lines: readonly Pick<RecapEntry, 'name'>[]): string {
  return lines.map(({ name }) => name).join(', ');
}
