import { askedOf, hybridOf, isChoice, saidBy, type LabQuestion } from '$lib/lab/index.ts';
import type { Report } from '../../telemetry/index.ts';
import { formatShareOf } from './words.ts';

/** What can be read in a report: "marks “bells”, “night”", "says 143.2 %". @param budget finite */
export function describeReport({ metric }: LabQuestion, budget: number, report: Report['value']): string {
  const asked = askedOf(metric);
  if (!isChoice(asked)) return `says ${formatShareOf(saidBy(hybridOf(asked, budget), Number(report)))}`;
  const { options } = asked.domain;
  const marked = typeof report === 'number' ? [] : report;
  return `marks ${marked.map((option) => `“${options[option] ?? ''}”`).join(', ')}`;
}
