import { ownPart } from './part.ts';

/** What was heard last comes first. */
export const mostRecent = ownPart('most-recent', (past, _, row) => {
  past.items.forEach((item, position) => {
    row[item] = position + 1;
  });
});
