/** One rule of a `_headers` file (Netlify, Cloudflare Pages): a path pattern and the headers for it. */
export interface HeaderRule {
  matches: (path: string) => boolean;
  headers: [name: string, value: string][];
}

/**
 * Reads a `_headers` file: a line that starts with `/` is a pattern (`*` matches anything), the indented lines
 * after it are its headers, `#` starts a comment.
 * @throws Error naming the line that is neither
 */
export function parseHeaders(text: string): HeaderRule[] {
  const rules: HeaderRule[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    if (line.startsWith('/')) {
      rules.push({ matches: matcher(line.trim()), headers: [] });
      continue;
    }
    const header = /^\s+([\w-]+):\s*(.+)$/.exec(line);
    const rule = rules.at(-1);
    if (!header?.[1] || !header[2] || !rule)
      throw new Error(`_headers, line ${i + 1}: cannot read "${line}"`);
    rule.headers.push([header[1], header[2].trim()]);
  }
  return rules;
}

/** The headers for a path: those of every rule that matches, later rules winning over earlier ones. */
export function headersFor(rules: readonly HeaderRule[], path: string): Map<string, string> {
  return new Map(rules.filter((rule) => rule.matches(path)).flatMap((rule) => rule.headers));
}

function matcher(pattern: string): (path: string) => boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  const expression = new RegExp(`^${source}$`);
  return (path) => expression.test(path);
}
