import type { ChartTable } from '../charts/index.ts';

/** A table as CSV (RFC 4180), to be taken elsewhere. */
export function tableAsCsv({ columns, rows }: ChartTable): string {
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
