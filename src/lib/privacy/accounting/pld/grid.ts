import type { LossCells, LossPair, Outcome } from '../loss/pair.ts';

/** A privacy loss distribution on multiples of an interval: P-probabilities of the losses first, first + 1, ... */
export interface GridLoss {
  first: number;
  mass: Float64Array;
  /** P-probability of an infinite loss. */
  infinite: number;
}

/** Which side of the truth a bound is on: `upper` never understates delta or epsilon, `lower` never overstates. */
export type Side = 'upper' | 'lower';

/** Puts a pair on a grid, so that its hockey-stick curve, alone or composed, is a bound of the true one. */
export function discretise(pair: LossPair, interval: number, side: Side, tail?: number): GridLoss {
  const cells = pair.cells(interval, tail);
  return trimmed(side === 'upper' ? spread(cells, interval) : gather(cells, interval));
}

/** Without the zeros at both ends: what bounds the tails looks at the outermost masses. */
function trimmed({ first, mass, infinite }: GridLoss): GridLoss {
  const from = mass.findIndex((value) => value > 0);
  const to = mass.findLastIndex((value) => value > 0);
  return from < 0
    ? { first, mass: mass.slice(0, 1), infinite }
    : { first: first + from, mass: mass.slice(from, to + 1), infinite };
}

/**
 * Connect the dots (Doroshenko, Ghazi, Kamath, Kumar, Manurangsi 2022): each cell's probability goes to its two ends
 * so that both its P- and its Q-probability stay as they are. Among the distributions on the grid that dominate the
 * pair this one is the least.
 */
function spread(cells: LossCells, interval: number): GridLoss {
  const { first, p, q, atoms, below, above, infinite } = cells;
  const mass = new Float64Array(p.length + 1);
  const whole = -Math.expm1(-interval);
  const divide = (cell: number, outcome: Outcome): void => {
    const excess = outcome.p - Math.exp((first + cell) * interval) * outcome.q;
    // Rounding of the difference, a few units of the mass, is moved up too.
    const up = Math.min(outcome.p, Math.max(0, (excess + 1e-15 * outcome.p) / whole));
    mass[cell] = (mass[cell] ?? 0) + outcome.p - up;
    mass[cell + 1] = (mass[cell + 1] ?? 0) + up;
  };
  for (let cell = 0; cell < p.length; cell++) {
    const outcome = { p: p[cell] ?? 0, q: q[cell] ?? 0 };
    if (outcome.p > 0) divide(cell, outcome);
  }
  for (const atom of atoms) divide(cellOf(atom, cells, interval), atom);
  mass[0] = (mass[0] ?? 0) + below;
  return { first, mass, infinite: infinite + above };
}

/**
 * A bound from below by post-processing: outcomes are merged so that the merged ones have losses on the grid. What
 * is left of one cell and a part of the next are merged onto the grid point between them, in the proportion that
 * gives exactly that ratio of P to Q. Spreads by the square of the interval, where rounding down loses the interval.
 */
function gather(cells: LossCells, interval: number): GridLoss {
  const { first, p, q, above, infinite } = cells;
  const mass = new Float64Array(p.length + 1);
  const [allP, allQ] = [p.slice(), q.slice()];
  for (const atom of cells.atoms) {
    const point = gridPointOf(atom, interval);
    if (point !== undefined) {
      mass[point - first] = (mass[point - first] ?? 0) + atom.p;
      continue;
    }
    const cell = cellOf(atom, cells, interval);
    allP[cell] = (allP[cell] ?? 0) + atom.p;
    allQ[cell] = (allQ[cell] ?? 0) + atom.q;
  }
  let rest = { p: 0, q: 0, cell: 0 };
  const roundDown = (): void => {
    mass[rest.cell] = (mass[rest.cell] ?? 0) + rest.p;
  };
  for (let cell = 0; cell < p.length; cell++) {
    const next = { p: allP[cell] ?? 0, q: allQ[cell] ?? 0, cell };
    if (next.p === 0) continue;
    const ratio = Math.exp((first + cell) * interval);
    const lacking = ratio * rest.q - rest.p;
    const excess = next.p - ratio * next.q;
    if (!(rest.p > 0 && lacking > 0 && excess > 0)) {
      roundDown();
      rest = next;
      continue;
    }
    const fromRest = Math.min(1, excess / lacking);
    const fromNext = Math.min(1, lacking / excess);
    mass[cell] = (mass[cell] ?? 0) + fromRest * rest.p + fromNext * next.p;
    rest =
      fromRest < 1
        ? { p: (1 - fromRest) * rest.p, q: (1 - fromRest) * rest.q, cell: rest.cell }
        : { p: (1 - fromNext) * next.p, q: (1 - fromNext) * next.q, cell };
  }
  roundDown();
  // Losses above the last cell count as if they were at its end.
  mass[p.length] = (mass[p.length] ?? 0) + above;
  return { first, mass, infinite };
}

function lossOf({ p, q }: Outcome): number {
  return Math.log(p / q);
}

function cellOf(outcome: Outcome, { first, p }: LossCells, interval: number): number {
  return Math.min(p.length - 1, Math.max(0, Math.floor(lossOf(outcome) / interval) - first));
}

/** The grid point that an outcome lies on, but for rounding, if it lies on one. */
function gridPointOf(outcome: Outcome, interval: number): number | undefined {
  const loss = lossOf(outcome);
  const point = Math.round(loss / interval);
  return Math.abs(loss - point * interval) <= 1e-14 * Math.max(1, Math.abs(loss)) ? point : undefined;
}
