import type { Parameter } from '../parameter.ts';
import { DJ } from './dj.ts';
import { LISTENER } from './listener.ts';
import { OFFLOAD } from './offload.ts';
import { RANKING } from './ranking.ts';
import { SERVICE } from './service.ts';

const all = { ...DJ, ...OFFLOAD, ...RANKING, ...LISTENER, ...SERVICE };

export type ParameterId = keyof typeof all;
/** A value for every parameter, in the parameter's own unit. */
export type Values = Readonly<Record<ParameterId, number>>;

export const PARAMETERS: Readonly<Record<ParameterId, Parameter>> = all;
export const PARAMETER_IDS = Object.keys(all) as ParameterId[];

/** What is moved together. */
export const GROUPS = {
  dj: Object.keys(DJ) as ParameterId[],
  offload: Object.keys(OFFLOAD) as ParameterId[],
  ranking: Object.keys(RANKING) as ParameterId[],
  listener: Object.keys(LISTENER) as ParameterId[],
  service: Object.keys(SERVICE) as ParameterId[]
} as const;

export type GroupId = keyof typeof GROUPS;

export function defaultValues(): Values {
  return Object.fromEntries(PARAMETER_IDS.map((id) => [id, PARAMETERS[id].value])) as Record<
    ParameterId,
    number
  >;
}
