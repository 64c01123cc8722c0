/** A processor route that cannot be used, and why, in plain words. */
export interface Missing<Name extends string = string> {
  name: Name;
  problem: string;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
