import {
  PARAMETERS,
  SOURCES,
  type Confidence,
  type ParameterId,
  type SourceId,
  type Values
} from '$lib/economics/index.ts';
import { formatValue, formatWithDj } from './amounts.ts';

/** A parameter as a reader sees it. */
export interface ParameterAccount {
  id: ParameterId;
  name: string;
  symbol: string;
  value: string;
  kind: 'fact' | 'assumption';
  /** How sure it is, in words. */
  confidence: string;
  /** "0.03 to 0.28"; what kind of range it is. */
  range: string | undefined;
  note: string | undefined;
  sources: readonly { id: SourceId; text: string }[];
}

const confidences: Readonly<Record<Confidence, string>> = {
  read: 'read in the source',
  'second-hand': 'read second-hand, in a page about the source',
  measured: 'measured by this project',
  derived: 'computed from other figures',
  assumed: 'assumed, not verified'
};

export function describeConfidence(confidence: Confidence): string {
  return confidences[confidence];
}

export function describeParameter(id: ParameterId, values: Values): ParameterAccount {
  const parameter = PARAMETERS[id];
  const { name, symbol, kind, confidence, range, note, sources } = parameter;
  return {
    ...{ id, name, symbol, kind, note },
    value: speakValue(id, values[id]),
    confidence: confidences[confidence],
    range:
      range &&
      `${formatValue(parameter, range.low)} to ${formatValue(parameter, range.high)}` +
        (range.stated ? '' : ' (no range is known: that is only where the slider ends)'),
    sources: sources.map((source) => ({ id: source, text: SOURCES[source] }))
  };
}

/** As a slider says its value. */
export function speakValue(id: ParameterId, value: number): string {
  const text = formatValue(PARAMETERS[id], value);
  return id === 'breaks' ? `${text}, ${formatWithDj(value)} with the DJ` : text;
}
