import { expect, test } from 'vitest';
import { downloadName } from '../../../src/lib/app/download.ts';
import { readSettings, replaceSettings } from '../../../src/lib/app/settings.ts';

function storeOf(content: Record<string, string>) {
  const map = new Map(Object.entries(content));
  return {
    map,
    get length() {
      return map.size;
    },
    key: (at: number) => [...map.keys()][at] ?? null,
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key)
  };
}

test('settings are what is kept under a key of Earshot', () => {
  const store = storeOf({ 'earshot-a': '1', other: 'x', earshot: '{}' });
  expect(readSettings(store)).toEqual({ 'earshot-a': '1', earshot: '{}' });
});

test('restored settings take the place of all others, and nothing else does', () => {
  const store = storeOf({ 'earshot-a': '1', 'earshot-b': '2', other: 'x' });
  replaceSettings(store, { 'earshot-b': '3', 'earshot-c': '4', other: 'y', token: 'z' });
  expect(Object.fromEntries(store.map)).toEqual({ other: 'x', 'earshot-b': '3', 'earshot-c': '4' });
});

test('a backup is named after the day on the listener’s calendar', () => {
  expect(downloadName('earshot-backup', new Date(2026, 4, 7, 23, 59).getTime(), 'zip')).toBe(
    'earshot-backup-2026-05-07.zip'
  );
});
