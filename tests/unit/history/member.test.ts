import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bytes } from '../../../src/lib/history/reading/bytes.ts';
import { HEAD_BYTES } from '../../../src/lib/history/limits.ts';
import { type Member, openMember } from '../../../src/lib/history/reading/member.ts';

type Chunk = Uint8Array<ArrayBuffer>;

// What windows-1252 has at 0x80 to 0x9f.
const C1 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

const utf8 = (text: string): Chunk => new TextEncoder().encode(text);
const utf16 = (text: string, little: boolean): Chunk => {
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(2 * at, text.charCodeAt(at), little);
  return bytes;
};
const windows1252 = (text: string): Chunk =>
  Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x80 || (code >= 0xa0 && code < 0x100) ? code : 0x80 + C1.indexOf(character);
  });

const ENCODINGS: Record<string, (text: string) => Chunk> = {
  'UTF-8': utf8,
  'UTF-8 with a mark': (text) => utf8(`\ufeff${text}`),
  'UTF-16 LE with a mark': (text) => utf16(`\ufeff${text}`, true),
  'UTF-16 BE with a mark': (text) => utf16(`\ufeff${text}`, false),
  'UTF-16 LE': (text) => utf16(text, true),
  'UTF-16 BE': (text) => utf16(text, false)
};

async function* inPieces(bytes: Chunk, cuts: readonly number[]): Bytes {
  await Promise.resolve();
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (let i = 1; i < at.length; i++) yield bytes.slice(at[i - 1], at[i]);
}

const open = (bytes: Chunk, cuts: readonly number[] = []) => openMember('x.csv', inPieces(bytes, cuts));

async function textOf(member: Member): Promise<string> {
  let all = '';
  for await (const piece of member.text()) all += piece;
  return all;
}

async function utf8Of(member: Member): Promise<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let all = '';
  for await (const chunk of member.utf8()) all += decoder.decode(chunk, { stream: true });
  return all + decoder.decode();
}

const cuts = fc.array(fc.nat(), { maxLength: 8 });
/** Begins with four letters of ASCII, as every history does, so that UTF-16 is known without its mark. */
const anyText = fc
  .tuple(fc.stringMatching(/^[!-~]{4}$/), fc.string({ unit: 'grapheme' }))
  .map(([start, rest]) => start + rest);
const latin = fc.constantFrom(...Array.from(`abc,;\néÄßñÿ¿£©${C1}`));
/** Two letters beyond ASCII side by side can be UTF-8 too: the first one stands alone. */
const latinText = fc
  .tuple(fc.stringMatching(/^[!-~]{0,4}$/), fc.constantFrom('é', 'Ä', 'ß', '’', '€'), fc.array(latin))
  .map(([start, first, rest]) => `${start}${first} ${rest.join('')}`);

describe('a member', () => {
  it.each(Object.entries(ENCODINGS))('is the same text in %s, however it is cut', async (_, encode) => {
    await fc.assert(
      fc.asyncProperty(anyText, cuts, async (text, at) => {
        expect(await textOf(await open(encode(text), at))).toBe(text);
        expect(await utf8Of(await open(encode(text), at))).toBe(text);
        expect((await open(encode(text), at)).head).toBe(text);
      })
    );
  });

  it('is the same text in windows-1252, however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(latinText, cuts, async (text, at) => {
        expect(await textOf(await open(windows1252(text), at))).toBe(text);
        expect(await utf8Of(await open(windows1252(text), at))).toBe(text);
        expect((await open(windows1252(text), at)).head).toBe(text);
      })
    );
  });

  it.each([
    ['windows-1252', windows1252('caf\u00e9, na\u00efve')],
    ['UTF-8', utf8('café, naïve 🎵')]
  ])('of megabytes is known to be %s by a character far behind its head', async (_, tail) => {
    const start = 'Artist,Track\n'.repeat(20_000);
    const bytes = new Uint8Array(start.length + tail.length);
    bytes.set(utf8(start));
    bytes.set(tail, start.length);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: start.length, max: bytes.length }), { maxLength: 6 }),
        async (at) => {
          const text = await textOf(await open(bytes, at));
          expect(text.slice(start.length).startsWith('café, naïve')).toBe(true);
          expect(text.length).toBeGreaterThan(start.length);
        }
      ),
      { numRuns: 10 }
    );
  });

  it('that has shown itself as UTF-8 stays it, whatever is damaged later', async () => {
    const bytes = new Uint8Array([...utf8('é,'), 0xe9, ...utf8(',ü')]);
    expect(await textOf(await open(bytes))).toBe('é,\ufffd,ü');
    expect((await open(bytes)).head).toBe('é,\ufffd,ü');
  });

  it('may have an invisible character as its first beyond ASCII', async () => {
    expect(await textOf(await open(utf8('a,\ufeffb,é')))).toBe('a,\ufeffb,é');
  });

  it('may end in the only letter beyond ASCII', async () => {
    expect(await textOf(await open(windows1252('Café')))).toBe('Café');
    expect(await textOf(await open(windows1252('Café'), [3]))).toBe('Café');
  });

  it('has a head without half a character at its end', async () => {
    const text = `x${'é'.repeat(HEAD_BYTES)}`;
    expect((await open(utf8(text))).head).toBe(text.slice(0, HEAD_BYTES / 2));
  });

  it.each(['', ' \n\t\r\n', 'x'])('can be as short as %j', async (text) => {
    const member = await open(utf8(text));
    expect(member.head).toBe(text.trim());
    expect(await textOf(member)).toBe(text.trim());
  });

  it('that is no text is not taken for UTF-16', async () => {
    expect((await open(Uint8Array.of(0, 0, 0, 0x20, 0x66, 0x74, 0x79, 0x70))).head).toBe('\0\0\0 ftyp');
  });
});
