/** The address of every page, without the one that stands in for pages that are not there offline. */
export const ROUTES = [
  '/',
  '/catalogue/',
  '/history/',
  '/history/plays/',
  '/history/recap/',
  '/history/taste/',
  '/model/',
  '/privacy/',
  '/telemetry/',
  '/thesis/'
];
