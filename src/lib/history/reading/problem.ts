import type { Problem } from '../types.ts';

/** Thrown while a file is read: nothing more of it will be, for a reason the person should hear. */
export class Refused extends Error {
  override name = 'Refused';
  readonly problem: Problem;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.problem = { code, message };
  }
}

/** The problem that ended the reading of a file, whatever was thrown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Refused) return error.problem;
  if (
    error instanceof DOMException &&
    (error.name === 'NotReadableError' || error.name === 'NotFoundError')
  ) {
    return {
      code: 'unreadable',
      message: 'The browser could not read this file. It may have been moved or changed: choose it again.'
    };
  }
  return {
    code: 'damaged',
    message:
      'This file is damaged. What came before the damage was kept; download the file again to get the rest.'
  };
}

export const TRUNCATED: Problem = {
  code: 'truncated',
  message: 'This file breaks off in the middle. What came before was kept; download it again to get the rest.'
};

export function recordTooLong(): Refused {
  return new Refused(
    'malformed',
    'A record in this file is larger than 4 MB, so it is not a listening history or it is damaged. What came before it was kept.'
  );
}

export function unknownCompression(): Refused {
  return new Refused(
    'unknown_compression',
    'This file is packed in a way that Earshot does not know. Unpack the zip first, then choose the unpacked files.'
  );
}
