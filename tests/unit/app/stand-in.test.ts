import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSettings, replaceSettings } from '../../../src/lib/app/settings.ts';
import { memoryStore } from '../../../src/lib/app/stand-in.ts';

test('settings are kept and put in place of others as in a browser that keeps them', () => {
  const settings = fc.dictionary(
    fc.string().map((key) => `earshot-${key}`),
    fc.string()
  );
  fc.assert(
    fc.property(settings, settings, (before, after) => {
      const store = memoryStore();
      replaceSettings(store, before);
      expect(readSettings(store)).toEqual(before);
      replaceSettings(store, after);
      expect(readSettings(store)).toEqual(after);
      store.clear();
      expect(store.length).toBe(0);
    }),
    { seed: 7 }
  );
});
