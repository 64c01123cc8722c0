import type { FamilyId } from './families/family.ts';

/** Two halves of a title; eight times five make the forty of a family, each once. */
const WORDS: Record<FamilyId, { first: readonly string[]; second: readonly string[] }> = {
  drift: {
    first: ['Slow', 'Pale', 'High', 'Still', 'Wide', 'Northern', 'Paper', 'Late'],
    second: ['Harbour', 'Meridian', 'Cloud', 'Shoreline', 'Orbit']
  },
  bells: {
    first: ['Copper', 'Glass', 'Seven', 'Winter', 'Distant', 'Silver', 'Garden', 'Temple'],
    second: ['Bells', 'Chimes', 'Lanterns', 'Hours', 'Constellation']
  },
  felt: {
    first: ['Small', 'Unsent', 'Quiet', 'Borrowed', 'Sunday', 'Second', 'Empty', 'Kitchen'],
    second: ['Letter', 'Room', 'Waltz', 'Window', 'Lullaby']
  },
  pulse: {
    first: ['Even', 'Steady', 'Blue', 'Inner', 'Parallel', 'Morning', 'Clear', 'Linear'],
    second: ['Focus', 'Motion', 'Signal', 'Current', 'Grid']
  },
  rain: {
    first: ['Roof', 'April', 'Night', 'Station', 'Window', 'Fern', 'Harbour', 'Attic'],
    second: ['Rain', 'Drizzle', 'Downpour', 'Puddles', 'Weather']
  },
  cascade: {
    first: ['Running', 'Bright', 'Mountain', 'Falling', 'Green', 'Spiral', 'Early', 'River'],
    second: ['Water', 'Threads', 'Stairs', 'Leaves', 'Light']
  },
  night: {
    first: ['Empty', 'Neon', 'Last', 'Ring', 'Coast', 'Tunnel', 'Midnight', 'Wet'],
    second: ['Motorway', 'Exit', 'Mile', 'Junction', 'Tarmac']
  },
  strings: {
    first: ['Long', 'Amber', 'Evening', 'Open', 'Folded', 'Western', 'Old', 'Waiting'],
    second: ['Bow', 'Elegy', 'Field', 'Chorale', 'Horizon']
  }
};

/** @param number 1 ... 40 */
export function titleOf(family: FamilyId, number: number): string {
  const { first, second } = WORDS[family];
  const index = number - 1;
  // Steps of 3 in one list and 1 in the other: neighbours share no word, and each pair comes once (8 and 5 are coprime).
  return `${first[(3 * index) % first.length] ?? ''} ${second[index % second.length] ?? ''}`;
}
