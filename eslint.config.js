import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/**
 * The rooms of src/lib and which other rooms each may import. Only downwards, so no cycle can arise.
 * `types` may be imported with `import type` alone.
 * @type {Record<string, { values: string[], types?: string[] }>}
 */
const rooms = {
  random: { values: [] },
  storage: { values: [] },
  compute: { values: [] },
  device: { values: ['compute', 'storage'] },
  privacy: { values: [] },
  economics: { values: [] },
  catalogue: { values: ['random'] },
  player: { values: ['catalogue', 'random'], types: ['history'] },
  history: { values: ['storage', 'random'] },
  files: { values: ['history', 'storage'] },
  telemetry: { values: ['privacy', 'storage'], types: ['history'] },
  lab: { values: ['privacy', 'telemetry', 'random', 'recommender'] },
  recommender: { values: ['compute', 'storage', 'random'], types: ['history'] },
  components: {
    values: [],
    types: ['history', 'recommender', 'app', 'catalogue', 'player', 'telemetry', 'files']
  },
  app: {
    values: [
      'history',
      'recommender',
      'device',
      'compute',
      'storage',
      'economics',
      'catalogue',
      'player',
      'files',
      'telemetry',
      'privacy',
      'lab'
    ]
  }
};

const names = Object.keys(rooms);
const pastTheDoor = {
  regex: '^\\$lib/[^/]+/(?!index\\.ts$)',
  message: "Other rooms are entered by their door: import from '$lib/<room>/index.ts'."
};

/** @param {string} room */
function roomRule(room) {
  const { values, types = [] } = rooms[room] ?? { values: [] };
  const others = names.filter((name) => name !== room);
  const forbidden = others.filter((name) => !values.includes(name) && !types.includes(name));
  /** @param {string[]} list */
  const reaching = (list) => `^(\\$lib|(\\.\\./)+)/?(${list.join('|')})/`;
  return {
    files: [`src/lib/${room}/**`],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            pastTheDoor,
            ...(forbidden.length > 0
              ? [{ regex: reaching(forbidden), message: `The room "${room}" may not import this room.` }]
              : []),
            ...(types.length > 0
              ? [{ regex: reaching(types), message: 'Types only.', allowTypeImports: true }]
              : [])
          ]
        }
      ]
    }
  };
}

export default defineConfig([
  // tests/peers: other people's libraries, which are seldom installed.
  globalIgnores(['build/', '.svelte-kit/', '**/node_modules/', 'test-results/', 'tests/peers/']),
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  prettier,
  svelte.configs.prettier,
  {
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: {
        projectService: {
          allowDefaultProject: ['eslint.config.js', 'svelte.config.js', 'playwright.config.ts']
        },
        extraFileExtensions: ['.svelte']
      }
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [pastTheDoor] }],
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message: 'Use $lib/random (seeded) or crypto.getRandomValues.'
        },
        { property: 'dataSync', message: 'Breaks the WebGPU device in workers: await data() instead.' },
        { property: 'arraySync', message: 'Breaks the WebGPU device in workers: await array() instead.' }
      ]
    }
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: { 'svelte/no-at-html-tags': 'error' }
  },
  {
    // Node reads these as they are, so they cannot be TypeScript; JSON.parse is untyped in JavaScript.
    files: ['*.config.*', 'src/packaging/**'],
    languageOptions: { globals: globals.node },
    rules: {
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off'
    }
  },
  {
    // AssemblyScript: its number types are all one type to TypeScript, which then sees no sense in converting.
    files: ['src/**/assembly/**'],
    rules: { '@typescript-eslint/no-unnecessary-type-assertion': 'off' }
  },
  ...names.map(roomRule)
]);
