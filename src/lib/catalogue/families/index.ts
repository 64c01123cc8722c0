import { bells } from './bells.ts';
import { cascade } from './cascade.ts';
import { drift } from './drift.ts';
import type { Family, FamilyId } from './family.ts';
import { felt } from './felt.ts';
import { night } from './night.ts';
import { pulse } from './pulse.ts';
import { rain } from './rain.ts';
import { strings } from './strings.ts';

/** Every kind of piece there is. A new one is a file in this folder and a line here. */
export const FAMILIES: Record<FamilyId, Family> = {
  drift,
  bells,
  felt,
  pulse,
  rain,
  cascade,
  night,
  strings
};
export const FAMILY_IDS = Object.keys(FAMILIES) as FamilyId[];
