import {
  defaultValues,
  PARAMETER_IDS,
  PARAMETERS,
  type ParameterId,
  type Recommender,
  type Tier,
  type Values
} from '$lib/economics/index.ts';

/** What the page reckons with, as its controls and its address have it. */
export interface ThesisQuestion {
  tier: Tier;
  recommender: Recommender;
  values: Values;
}

export function defaultQuestion(): ThesisQuestion {
  return { tier: 'premium', recommender: 'generative', values: defaultValues() };
}

/** @param parameters of an address, so anything: what is no number within its range stays at its default. */
export function parseThesis(parameters: URLSearchParams): ThesisQuestion {
  const { values, ...question } = defaultQuestion();
  const read = { ...values };
  for (const id of PARAMETER_IDS) {
    const value = readValue(id, parameters.get(id));
    if (value !== undefined) read[id] = value;
  }
  return {
    tier: parameters.get('tier') === 'free' ? 'free' : question.tier,
    recommender: parameters.get('recommender') === 'transformer' ? 'transformer' : question.recommender,
    values: read
  };
}

/** The part of an address after `?`: what differs from the defaults, so empty where nothing does. */
export function writeThesis({ tier, recommender, values }: ThesisQuestion): string {
  const parameters = new URLSearchParams({
    ...(tier === 'free' && { tier }),
    ...(recommender === 'transformer' && { recommender })
  });
  for (const id of PARAMETER_IDS) {
    if (values[id] !== PARAMETERS[id].value) parameters.set(id, String(values[id]));
  }
  return parameters.toString();
}

const NUMBER = /^\d+(\.\d+)?(e[+-]?\d+)?$/i;

function readValue(id: ParameterId, text: string | null): number | undefined {
  const { range, whole } = PARAMETERS[id];
  if (!range || text === null || !NUMBER.test(text)) return undefined;
  const value = Number(text);
  const fits = value >= range.low && value <= range.high && (whole !== true || Number.isInteger(value));
  return fits ? value : undefined;
}
