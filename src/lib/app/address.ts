/**
 * What the address asks for, in the browser. Kit's own `page.url` goes back to how a page was come to: it does not know
 * what was written into the address since.
 */
export function askedFor(): URLSearchParams {
  return new URLSearchParams(location.search);
}
