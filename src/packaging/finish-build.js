import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { licenseText } from './licenses.js';

/** Not for the offline cache: host configuration, the worker itself, and pictures only an app store shows. */
const NOT_PRECACHED = /^(service-worker\.js|_headers|404\.html|_app\/version\.json|screenshots\/|\.nojekyll)/;

/**
 * Completes a built site: adds the licences, lists every file that must work offline inside the service worker, and puts the
 * hashes of the pages' inline start scripts and styles into the policy of `_headers`, so that the policy sent as a header
 * (the only one that binds workers) is as strict as the one in the pages.
 *
 * It runs after the adapter because Kit's own list of files omits worker bundles (sveltejs/kit issue 12438).
 * @param {string} root the folder that holds the finished site
 */
export async function finishBuild(root) {
  await writeFile(join(root, 'licenses.txt'), await licenseText('.'));
  const files = await filesBelow(root);
  await writePrecacheList(root, files);
  await writeHashes(root, files, 'script');
  await writeHashes(root, files, 'style');
}

/**
 * @param {string} root
 * @param {string[]} files
 */
async function writePrecacheList(root, files) {
  const entries = [];
  for (const file of files) {
    if (NOT_PRECACHED.test(file)) continue;
    const url = file.endsWith('index.html') ? file.slice(0, -'index.html'.length) || './' : file;
    const hashedName = file.includes('/immutable/');
    entries.push({
      url,
      revision: hashedName ? null : sha256(await readFile(join(root, file)), 'hex').slice(0, 16)
    });
  }
  await replaceIn(join(root, 'service-worker.js'), 'self.__WB_MANIFEST', JSON.stringify(entries));
}

/**
 * @param {string} root
 * @param {string[]} files
 * @param {'script' | 'style'} element
 */
async function writeHashes(root, files, element) {
  /** @type {Set<string>} */
  const hashes = new Set();
  for (const file of files.filter((name) => name.endsWith('.html'))) {
    const page = await readFile(join(root, file), 'utf8');
    for (const [, content] of page.matchAll(new RegExp(`<${element}>([\\s\\S]*?)</${element}>`, 'g'))) {
      hashes.add(`'sha256-${sha256(content ?? '', 'base64')}'`);
    }
  }
  await replaceIn(join(root, '_headers'), `{page-${element}-hashes}`, [...hashes].sort().join(' '));
}

/**
 * @param {string} path
 * @param {string} placeholder
 * @param {string} text
 */
async function replaceIn(path, placeholder, text) {
  const content = await readFile(path, 'utf8');
  if (!content.includes(placeholder)) throw new Error(`${path} has no ${placeholder}`);
  await writeFile(
    path,
    content.replace(placeholder, () => text)
  );
}

/**
 * @param {string} root
 * @returns {Promise<string[]>} paths relative to root, with forward slashes, sorted
 */
async function filesBelow(root) {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/**
 * @param {string | Buffer} data
 * @param {'hex' | 'base64'} encoding
 */
function sha256(data, encoding) {
  return createHash('sha256').update(data).digest(encoding);
}
