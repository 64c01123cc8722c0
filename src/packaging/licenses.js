import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Direct dependencies whose code does not reach the browser. */
const SERVER_ONLY = new Set(['sirv', 'hono', '@hono/node-server', '@electric-sql/pglite', 'postgres']);
/** Parts of the app that npm files under development. */
const BUILT_IN = ['svelte', '@sveltejs/kit'];

/**
 * The licences of everything that is shipped to the browser, as one text: bundles are stripped of their
 * comments, and the licences ask to be passed on.
 * @param {string} project the folder of package.json
 * @returns {Promise<string>}
 */
export async function licenseText(project) {
  const { dependencies } = await manifest(project);
  const names = [...Object.keys(dependencies ?? {}), ...BUILT_IN]
    .filter((name) => !SERVER_ONLY.has(name))
    .sort();
  /** @type {Map<string, string>} */
  const texts = new Map();
  const heads = [];
  for (const name of names) {
    const folder = join(project, 'node_modules', name);
    const { version, license } = await manifest(folder);
    const file = (await readdir(folder)).find((entry) => /^licen[sc]e/i.test(entry));
    // Some packages name their licence and leave out its text; a copy of ours, or another package's, serves.
    const text = file ? await readFile(join(folder, file), 'utf8') : await known(license);
    if (text && !texts.has(license)) texts.set(license, text);
    heads.push({ title: `${name} ${version} (${license})`, license, text });
  }
  return heads
    .map(({ title, license, text }) => {
      const own = text ?? texts.get(license);
      if (!own) throw new Error(`No licence text for ${title}`);
      return `${title}\n${'='.repeat(title.length)}\n\n${own.trim()}\n`;
    })
    .join('\n\n');
}

/**
 * A licence whose text is kept here, as no package carries it.
 * @param {string} license
 * @returns {Promise<string | undefined>}
 */
async function known(license) {
  try {
    return await readFile(new URL(`licenses/${license}.txt`, import.meta.url), 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * @param {string} folder
 * @returns {Promise<{ version: string, license: string, dependencies?: Record<string, string> }>}
 */
async function manifest(folder) {
  const text = await readFile(join(folder, 'package.json'), 'utf8');
  return /** @type {{ version: string, license: string, dependencies?: Record<string, string> }} */ (
    JSON.parse(text)
  );
}
