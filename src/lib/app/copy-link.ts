import type { Notices } from './notices.svelte.ts';

/**
 * Puts the address of this page, with what was chosen on it, on the clipboard, and says so. An installed app shows no
 * address to copy.
 * @param query what was chosen, without the question mark; '' where it is all as it was.
 * @param holds what somebody who gets the link gets to know: a sentence.
 */
export async function copyLink(query: string, holds: string, notices: Pick<Notices, 'show'>): Promise<void> {
  const { origin, pathname } = location;
  const link = `${origin}${pathname}${query === '' ? '' : `?${query}`}`;
  try {
    await navigator.clipboard.writeText(link);
    notices.show({ text: `Link copied. ${holds}` });
  } catch {
    notices.show({
      text: 'The browser did not allow it. In a tab of the browser, the address bar holds the same link.'
    });
  }
}
