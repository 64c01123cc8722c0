/** What a key can do. */
export type KeyAction =
  | 'toggle'
  | 'back'
  | 'forward'
  | 'next'
  | 'previous'
  | 'louder'
  | 'quieter'
  | 'mute'
  | 'like'
  | 'not-for-me'
  | 'queue'
  | 'keys';

/** For the list of keys, in its order. */
export const KEYS: readonly { keys: string; does: string }[] = [
  { keys: 'Space', does: 'Play or pause' },
  { keys: '← →', does: 'Back or forward 5 seconds' },
  { keys: 'P N', does: 'Piece before, next piece (also Shift and ← →)' },
  { keys: '↑ ↓', does: 'Louder, quieter' },
  { keys: 'M', does: 'Sound off and on' },
  { keys: 'L', does: 'Like, or take the like back' },
  { keys: 'X', does: 'Not for me' },
  { keys: 'Q', does: 'Show or hide the queue' },
  { keys: '/', does: 'Go to the search, where a page has one' },
  { keys: '?', does: 'This list' }
];

/** Keys that controls and pages use themselves: they count only where nothing has the focus. */
const SHARED: Partial<Record<string, KeyAction>> = {
  ' ': 'toggle',
  ArrowLeft: 'back',
  ArrowRight: 'forward',
  ArrowUp: 'louder',
  ArrowDown: 'quieter',
  'Shift ArrowLeft': 'previous',
  'Shift ArrowRight': 'next'
};
const LETTERS: Partial<Record<string, KeyAction>> = {
  n: 'next',
  p: 'previous',
  m: 'mute',
  l: 'like',
  x: 'not-for-me',
  q: 'queue',
  '?': 'keys'
};

type Pressed = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/**
 * What a key does, if anything.
 * @param at where the focus is: nowhere, on a control, or where people type
 */
export function actionOf(
  { key, shiftKey, ctrlKey, altKey, metaKey }: Pressed,
  at: 'page' | 'control' | 'text'
): KeyAction | undefined {
  if (ctrlKey || altKey || metaKey || at === 'text') return undefined;
  const letter = LETTERS[key.toLowerCase()];
  if (letter || at === 'control') return letter;
  return SHARED[shiftKey ? `Shift ${key}` : key];
}
