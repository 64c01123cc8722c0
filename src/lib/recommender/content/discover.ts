import type { Listening } from '../../history/index.ts';
import type { Recommendation } from '../types.ts';
import type { Offer } from './offer.ts';

/** Plays and skips of offered songs after which one counts half. */
const HALF_LIFE = 50;
/** Older ones weigh next to nothing. */
const REMEMBERED = 400;

interface Signal {
  offer: Offer;
  /** Above 0 for a play, below for a skip. */
  weight: number;
  at: number;
}

/**
 * Offered songs that the listener has never met, best first: each is as good as the songs that it is like were received,
 * a play speaking for it and a skip against it. The estimate is a kernel mean (Nadaraya 1964; Watson 1964) with a
 * Gaussian kernel on the features, so that each play's share in it is known, and the play with the largest one is
 * the reason. Without a play of an offered song there is nothing to go by, and so nothing is recommended.
 * @param count of songs at most
 */
export function discover(
  listening: Pick<Listening, 'song' | 'startedAt' | 'skipped' | 'songs'>,
  offers: readonly Offer[],
  count: number
): Recommendation[] {
  const met = new Set(listening.songs.map(({ key }) => key));
  const signals = signalsOf(listening, offers);
  if (!signals.some(({ weight }) => weight > 0)) return [];
  const mass = signals.reduce((sum, { weight }) => sum + Math.abs(weight), 0);
  return offers
    .filter(({ song }) => !met.has(song.key))
    .map((offer) => {
      const shares = signals.map((signal) => (signal.weight * likeness(signal.offer, offer)) / mass);
      const score = shares.reduce((sum, share) => sum + share, 0);
      const strongest = shares.reduce((best, share, i) => (share > (shares[best] ?? 0) ? i : best), 0);
      return { offer, score, cause: signals[strongest] };
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, count)
    .flatMap(({ offer, score, cause }) => {
      if (!cause) return [];
      const shared = offer.traits.filter((trait) => cause.offer.traits.includes(trait));
      const reason = { kind: 'alike', song: cause.offer.song, playedAt: cause.at, shared } as const;
      return [
        {
          song: offer.song,
          reason: { ...reason, plays: 0, lastPlayedAt: 0 },
          score,
          contributions: [{ part: 'content' as const, value: score }]
        }
      ];
    });
}

/** 1 for equal features, falling towards 0. */
function likeness(a: Offer, b: Offer): number {
  let distance = 0;
  for (const [i, value] of a.features.entries()) distance += (value - (b.features[i] ?? 0)) ** 2;
  return Math.exp(-distance);
}

/** The last plays and skips of offered songs, the newest first. */
function signalsOf(
  { song, startedAt, skipped, songs }: Pick<Listening, 'song' | 'startedAt' | 'skipped' | 'songs'>,
  offers: readonly Offer[]
): Signal[] {
  const byKey = new Map(offers.map((offer) => [offer.song.key, offer]));
  const offered = songs.map(({ key }) => byKey.get(key));
  const signals: Signal[] = [];
  for (let i = song.length - 1; i >= 0 && signals.length < REMEMBERED; i--) {
    const offer = offered[song[i] ?? -1];
    const weight = 2 ** (-signals.length / HALF_LIFE) * (skipped[i] ? -1 : 1);
    if (offer) signals.push({ offer, weight, at: startedAt[i] ?? 0 });
  }
  return signals;
}
