import { canvasOf, pngOf } from '../png.ts';
import { linesOf } from './lines.ts';
import { onPaper } from './on-paper.ts';

/** A chart of the page, with what makes it understood by itself. */
export interface Drawing {
  title: string;
  caption: string;
  /** Found when it is drawn; undefined where it is not on the page. */
  chart: () => SVGSVGElement | undefined;
}

const SVG = 'http://www.w3.org/2000/svg';
/** Pixels of the picture for one of the page. */
const DENSITY = 2;
const MARGIN = 24;
const TITLE = { size: 18, weight: 650, line: 34 };
const CAPTION = { size: 12, weight: 400, line: 18 };
/** Between the chart and its caption. */
const GAP = 20;

/**
 * A chart as a PNG of twice its size, with title and caption, dark on light whatever the page looks like. It is drawn by
 * the browser from the chart's own elements, each with the looks that the page gives it.
 * @throws Error where the chart is not on the page, or the browser draws no pictures
 */
export async function drawPicture({ title, caption, chart }: Drawing): Promise<Blob> {
  const original = chart();
  if (!original) throw new Error('There is no chart to draw.');
  const { width: chartWidth, height: chartHeight } = original.getBoundingClientRect();
  const width = Math.ceil(chartWidth) + 2 * MARGIN;
  const { fontFamily: family } = getComputedStyle(document.body);
  const { context: ruler } = canvasOf(1, 1);
  ruler.font = `${CAPTION.weight} ${CAPTION.size}px ${family}`;
  const lines = linesOf(caption, width - 2 * MARGIN, (text) => ruler.measureText(text).width);
  const below = MARGIN + TITLE.line + Math.ceil(chartHeight) + GAP;
  const height = below + lines.length * CAPTION.line + MARGIN - CAPTION.line / 2;

  const picture = onPaper(original, ({ chart: drawn, paper, ink, soft }) => {
    const text = (y: number, words: string, { size, weight }: typeof TITLE, fill: string) =>
      element(
        'text',
        { x: MARGIN, y, fill, 'font-size': size, 'font-weight': weight, 'font-family': family },
        words
      );
    const place = { x: MARGIN, y: MARGIN + TITLE.line, overflow: 'visible' };
    for (const [name, value] of Object.entries(place)) drawn.setAttribute(name, String(value));
    const whole = element('svg', {
      width: width * DENSITY,
      height: height * DENSITY,
      viewBox: `0 0 ${width} ${height}`
    });
    whole.append(
      element('rect', { width, height, fill: paper }),
      text(MARGIN + TITLE.size, title, TITLE, ink),
      drawn,
      ...lines.map((line, n) => text(below + n * CAPTION.line, line, CAPTION, soft))
    );
    return new XMLSerializer().serializeToString(whole);
  });
  return await rastered(picture, width * DENSITY, height * DENSITY);
}

async function rastered(svg: string, width: number, height: number): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image(width, height);
    image.src = url;
    await image.decode();
    const { canvas, context } = canvasOf(width, height);
    context.drawImage(image, 0, 0, width, height);
    return await pngOf(canvas);
  } finally {
    URL.revokeObjectURL(url);
  }
}

function element(name: string, attributes: Record<string, string | number>, words = ''): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  made.textContent = words;
  return made;
}
