/** What went wrong, in words for the person in front of the screen. */
export function explain(error: unknown): string {
  if (error instanceof Error) {
    // The rooms below throw errors of their own whose messages are written for people.
    if (error.name.endsWith('Error') && !BUILT_IN.has(error.name) && !(error instanceof DOMException)) {
      return error.message;
    }
    return `Something went wrong that Earshot did not foresee (${error.message || error.name}).`;
  }
  return 'Something went wrong that Earshot did not foresee.';
}

const BUILT_IN = new Set([
  'Error',
  'TypeError',
  'RangeError',
  'SyntaxError',
  'ReferenceError',
  'EvalError',
  'URIError'
]);
