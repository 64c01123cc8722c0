import { expect, it } from 'vitest';
import { claimants, importText } from './import-text.ts';

/** What holds for the sample of every format that is text, whatever is in it. */
export function itIsReadWholeCutAndInOtherEncodings(
  sample: { name: string; bytes: Uint8Array<ArrayBuffer> },
  { format, records }: { format: string; records: number }
): void {
  it('is read whole, cut and in other encodings', async () => {
    const text = new TextDecoder().decode(sample.bytes);
    const whole = await importText(sample.name, sample.bytes);
    expect(whole.report).toMatchObject({ format, records, rejected: { malformed: 0 } });
    expect(whole.report.problems.map(({ code }) => code)).not.toContain('truncated');
    expect(await claimants(sample.name, text)).toEqual([format]);
    expect(await claimants('renamed.txt', text)).toEqual([format]);

    const utf16 = await importText(sample.name, Buffer.from(`\ufeff${text}`, 'utf16le'));
    const crlf = await importText(sample.name, `\ufeff${text.replaceAll('\n', '\r\n')}`);
    expect(utf16.rows).toEqual(whole.rows);
    expect(crlf.rows).toEqual(whole.rows);

    const cut = await importText(sample.name, sample.bytes.slice(0, -200));
    expect(cut.report.problems.map(({ code }) => code)).toContain('truncated');
    expect(cut.report.rejected.malformed).toBe(0);
    expect(cut.rows.length).toBeGreaterThan(4);
    expect(cut.rows.length).toBeLessThan(whole.rows.length);
  });
}
