import { ownPart } from './part.ts';

/**
 * ACT-R base-level activation, B_i = ln(sum over past plays j of (t - t_j)^-d) with the usual decay d = 0.5
 * (Anderson and Schooler 1991; for music: Reiter-Haas et al., RecSys 2021): what was heard often and lately. The
 * score is the sum itself, time in seconds: the logarithm does not change the order.
 */
export const baseLevel = ownPart('base-level', (past, at, row) => {
  past.items.forEach((item, position) => {
    // A play of this very second would have infinite activation.
    const seconds = Math.max(1, (at - (past.at[position] ?? 0)) / 1000);
    row[item] = (row[item] ?? 0) + 1 / Math.sqrt(seconds);
  });
});
