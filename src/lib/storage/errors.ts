export type StorageErrorCode = 'full' | 'newer_version' | 'unavailable';

/** A storage failure in words for the person in front of the screen. */
export class StorageError extends Error {
  override name = 'StorageError';
  constructor(
    readonly code: StorageErrorCode,
    message: string,
    options?: ErrorOptions
  ) {
    super(message, options);
  }
}

/** Says in plain words what a failed database operation means; other errors pass through unchanged. */
export function explain(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error;
  switch (error.name) {
    case 'QuotaExceededError':
      return new StorageError(
        'full',
        'The browser has no room left for Earshot. Nothing was changed. Free some disk space, then try again.',
        { cause: error }
      );
    case 'VersionError':
      return new StorageError(
        'newer_version',
        'A newer version of Earshot is open in another tab. Reload this page to go on with it.',
        { cause: error }
      );
    case 'SecurityError':
    case 'InvalidStateError':
    case 'UnknownError':
      return new StorageError(
        'unavailable',
        'The browser does not let Earshot keep data. Leave private browsing or allow site data, then reload.',
        { cause: error }
      );
    default:
      return error;
  }
}
