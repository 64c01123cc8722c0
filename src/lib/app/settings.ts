/** Settings are kept under keys that begin with this. */
const PREFIX = 'earshot';

type Store = Pick<Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'>;

export function readSettings(store: Store): Record<string, string> {
  return Object.fromEntries(settingKeys(store).map((key) => [key, store.getItem(key) ?? '']));
}

/** Puts these settings in the place of all others; what is not a setting of Earshot is left out. */
export function replaceSettings(store: Store, settings: Readonly<Record<string, string>>): void {
  for (const key of settingKeys(store)) store.removeItem(key);
  for (const [key, value] of Object.entries(settings)) {
    if (key.startsWith(PREFIX)) store.setItem(key, value);
  }
}

function settingKeys(store: Store): string[] {
  const keys = Array.from({ length: store.length }, (_, i) => store.key(i));
  return keys.filter((key) => key !== null).filter((key) => key.startsWith(PREFIX));
}
