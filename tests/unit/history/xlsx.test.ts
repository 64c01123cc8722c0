import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Member } from '../../../src/lib/history/reading/member.ts';
import { walk } from '../../../src/lib/history/reading/walk.ts';
import { type XmlListener, XmlScanner, attributeOf } from '../../../src/lib/history/reading/xml.ts';
import { sheetXml, workbook, workbookParts } from '../../fixtures/workbook.ts';

/** The members of a file, whole, and the problems that were told. */
async function open(name: string, bytes: Uint8Array<ArrayBuffer>) {
  const texts = new Map<string, string>();
  const problems: string[] = [];
  await walk(
    new File([bytes], name),
    {
      member: async (member: Member) => {
        let text = '';
        const decoder = new TextDecoder();
        for await (const chunk of member.utf8()) text += decoder.decode(chunk, { stream: true });
        texts.set(member.path, text);
      },
      problem: (path, { code }) => problems.push(`${path}: ${code}`),
      onRead: () => undefined
    },
    undefined
  );
  return { texts: Object.fromEntries(texts), problems };
}

function zip(parts: Record<string, string>): Uint8Array<ArrayBuffer> {
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}

describe('a workbook', () => {
  it('is seen as its sheets, each of them a table', async () => {
    const book = workbook({
      '1_user': [['Mail'], ['x@example.org']],
      '10_listeningHistory': [
        ['Song Title', 'Listening Time'],
        ['Tide, "slow" & <low>\nline', 201],
        ['', 45_360.5],
        ['夜', -1]
      ]
    });
    const { texts, problems } = await open('deezer.xlsx', book);
    expect(problems).toEqual([]);
    expect(texts).toEqual({
      'deezer.xlsx/1_user': '"Mail"\n"x@example.org"\n',
      'deezer.xlsx/10_listeningHistory':
        '"Song Title","Listening Time"\n"Tide, ""slow"" & <low>\nline","201"\n"","45360.5"\n"夜","-1"\n'
    });
  });

  it('can lie in a zip, beside other files', async () => {
    const outer = zipSync({ 'a/deezer.xlsx': workbook({ s: [['A']] }), 'b.json': strToU8('[]') });
    expect((await open('x.zip', outer)).texts).toEqual({
      'x.zip/a/deezer.xlsx/s': '"A"\n',
      'x.zip/b.json': '[]'
    });
  });

  it.each([
    ['inline strings', '<c r="A1" t="inlineStr"><is><t>a</t></is></c>', '"a"'],
    [
      'text in runs',
      '<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b</t></r></is></c>',
      '"a b"'
    ],
    ['results of formulas', '<c r="A1" t="str"><f>1+1</f><v>a</v></c>', '"a"'],
    [
      'cells that are left out',
      '<c r="C1"><v>1</v></c><c r="E1"/><c r="AA1"><v>2</v></c>',
      `,,"1",,"",${','.repeat(21)}"2"`
    ],
    ['cells without places', '<c><v>1</v></c><c><v>2</v></c>', '"1","2"'],
    ['places far away', '<c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c>', '"1"'],
    ['places that are none', '<c r="?"><v>1</v></c><c r="A1"><v>2</v></c>', '"2"'],
    ['strings that are not there', '<c r="A1" t="s"><v>99</v></c><c r="B1"><v>2</v></c>', '"","2"'],
    ['prefixes', '<x:c r="A1"><x:v>1</x:v></x:c>', '"1"'],
    [
      'references, data sections and comments',
      '<c><v>&#65;&#x42;<![CDATA[<&C>]]><!-- > -->&amp;&nope;</v></c>',
      '"AB<&C>&&nope;"'
    ]
  ])('with %s is read', async (_, cells, line) => {
    const parts = {
      ...workbookParts({ s: [] }),
      'xl/worksheets/sheet1.xml': sheetXml(`<row r="1">${cells}</row>`)
    };
    expect((await open('x.xlsx', zip(parts))).texts).toEqual({ 'x.xlsx/s': line + '\n' });
  });

  it('shows how words are written and not how they are pronounced', async () => {
    const parts = {
      ...workbookParts({ s: [['x']] }),
      'xl/sharedStrings.xml':
        '<sst><si><t>夜</t><rPh sb="0" eb="1"><t>よる</t></rPh><r><t>の</t></r></si></sst>'
    };
    expect((await open('x.xlsx', zip(parts))).texts).toEqual({ 'x.xlsx/s': '"夜の"\n' });
  });

  it('with a DOCTYPE is refused, in any of its parts', async () => {
    const evil = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>';
    for (const part of ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/sharedStrings.xml']) {
      const { texts, problems } = await open(
        'x.xlsx',
        zip({ ...workbookParts({ s: [['x']] }), [part]: evil })
      );
      expect({ texts, problems }).toEqual({ texts: {}, problems: ['x.xlsx: unsafe_xml'] });
    }
    const { problems } = await open(
      'x.xlsx',
      zip({ ...workbookParts({ s: [] }), 'xl/worksheets/sheet1.xml': evil })
    );
    expect(problems).toEqual(['x.xlsx/s: unsafe_xml']);
  });

  it('that explodes is refused', async () => {
    const { problems } = await open(
      'x.xlsx',
      zip({
        ...workbookParts({ s: [] }),
        'xl/sharedStrings.xml': '<sst>' + '<si><t>a</t></si>'.repeat(1_000_000)
      })
    );
    expect(problems).toEqual(['x.xlsx: bomb']);
  });

  it('with a tag that never ends is refused', async () => {
    const { problems } = await open(
      'x.xlsx',
      zip({
        ...workbookParts({ s: [] }),
        'xl/worksheets/sheet1.xml': sheetXml('<row ' + 'x'.repeat(100_000))
      })
    );
    expect(problems).toEqual(['x.xlsx/s: damaged']);
  });

  it('that lacks parts has no sheets, and hurts nobody', async () => {
    const { texts, problems } = await open(
      'x.xlsx',
      zip({ '[Content_Types].xml': '', 'xl/workbook.xml': '<workbook/>' })
    );
    expect({ texts, problems }).toEqual({ texts: {}, problems: [] });
  });
});

describe('XML in pieces', () => {
  const document = `<?xml version="1.0"?><a:b c="1 &lt; 2" d='"'>one &amp; two<!-- <no> --><e/><![CDATA[<x>]]></a:b>`;

  function hear(pieces: string[]): string {
    let heard = '';
    const listener: XmlListener = {
      open: (name, attributes) => (heard += `<${name}|${attributeOf(attributes, 'c') ?? ''}>`),
      close: (name) => (heard += `</${name}>`),
      text: (text) => (heard += text)
    };
    const scanner = new XmlScanner(listener);
    for (const piece of pieces) scanner.push(piece);
    return heard;
  }

  it('is the same wherever it is cut', () => {
    const whole = '<b|1 < 2>one & two<e|></e><x></b>';
    for (let at = 0; at <= document.length; at++) {
      expect(hear([document.slice(0, at), document.slice(at)])).toBe(whole);
    }
    expect(hear(Array.from(document))).toBe(whole);
  });
});
