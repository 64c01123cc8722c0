declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- SvelteKit's extension point
  namespace App {}
}
export {};
