import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';

const HOUR = 60 * 60 * 1000;

export interface LimiterOptions {
  /** A clock, ms since epoch. */
  now: () => number;
  /** Draws a secret key. */
  drawKey: () => Uint8Array;
  /** How many requests one address has at once, and how many it gains each second. */
  burst: number;
  perSecond: number;
  /** How many addresses are remembered; the one not seen for longest goes first. */
  addresses: number;
}

/**
 * Token buckets that keep no address: what is remembered, in memory alone, is a hash under a key that is drawn anew
 * each hour, when all buckets are forgotten with it.
 * @returns takes one token of an address; false when there is none left
 */
export function createLimiter({ now, drawKey, burst, perSecond, addresses }: LimiterOptions) {
  const buckets = new Map<string, { tokens: number; at: number }>();
  let key = drawKey();
  let hour = Math.floor(now() / HOUR);
  return (address: string): boolean => {
    const time = now();
    if (Math.floor(time / HOUR) !== hour) {
      hour = Math.floor(time / HOUR);
      key = drawKey();
      buckets.clear();
    }
    const name = createHmac('sha256', key).update(networkOf(address)).digest('base64');
    const held = buckets.get(name) ?? { tokens: burst, at: time };
    const tokens = Math.min(burst, held.tokens + (Math.max(0, time - held.at) / 1000) * perSecond);
    // Set anew, it moves to the end of the map, whose first entry is the oldest.
    buckets.delete(name);
    buckets.set(name, { tokens: tokens < 1 ? tokens : tokens - 1, at: time });
    const [oldest] = buckets.keys();
    if (buckets.size > addresses && oldest !== undefined) buckets.delete(oldest);
    return tokens >= 1;
  };
}

/** Whoever has one IPv6 address has the 2^64 around it too. */
function networkOf(address: string): string {
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain) || plain.includes('.')) return plain.replace(/^::ffff:/i, '');
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const whole = [...groups, ...new Array<string>(8 - groups.length - after.length).fill('0'), ...after];
  return whole
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':');
}
