import { format } from 'd3-format';

// What pages full of figures write them with. The first formatter of `Intl` takes a phone 100 ms, these next to nothing.

/** At most two figures: "0.5", "12", "1,200" */
export const twoFigures = format(',.2~r');
/** At most three figures: "0.5", "12.3", "1,230" */
export const threeFigures = format(',.3~r');
/** Always two figures: "0.50", "12", "1,200" */
export const twoFiguresAlways = format(',.2r');
/** "1.50", "1,200.00" */
export const twoDecimals = format(',.2f');
