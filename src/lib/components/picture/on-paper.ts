/** What stylesheets say of a chart's elements. As attributes, because no policy forbids these. */
const LOOKS = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'stroke-linecap',
  'paint-order',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-variant',
  'letter-spacing'
];

/** A chart that needs no stylesheet any more, and the colours around it. */
interface OnPaper {
  chart: SVGSVGElement;
  paper: string;
  ink: string;
  soft: string;
}

/** Gives a copy of a chart the looks that it would have on a light page. */
export function onPaper<Result>(original: SVGSVGElement, use: (made: OnPaper) => Result): Result {
  const page = document.createElement('div');
  page.className = 'on-paper visually-hidden';
  page.ariaHidden = 'true';
  const chart = original.cloneNode(true) as SVGSVGElement;
  page.append(chart);
  // Only what is in the page has looks.
  document.body.append(page);
  try {
    for (const element of [chart, ...chart.querySelectorAll('*')]) {
      const looks = getComputedStyle(element);
      for (const name of LOOKS) element.setAttribute(name, looks.getPropertyValue(name));
    }
    const colours = getComputedStyle(page);
    const colour = (name: string) => colours.getPropertyValue(name).trim();
    return use({ chart, paper: colour('--paper'), ink: colour('--ink'), soft: colour('--ink-soft') });
  } finally {
    page.remove();
  }
}
