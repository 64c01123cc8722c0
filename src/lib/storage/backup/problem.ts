export type BackupErrorCode = 'not_a_backup' | 'damaged' | 'newer' | 'too_large' | 'partly';

const WORDS: Readonly<Record<BackupErrorCode, string>> = {
  not_a_backup: 'This is not a backup that Earshot made, or its end is missing. Nothing was changed.',
  damaged:
    'This backup is damaged, so it was not restored and nothing was changed. Copy it again from where it was kept, or choose another one.',
  newer:
    'This backup was made by a newer Earshot. Nothing was changed. Reload this page to get the new version, then try again.',
  too_large: 'This file is far larger than any backup. Nothing was changed.',
  partly:
    'Only a part of the backup could be restored, because the browser has no room left. Free some disk space, then restore the backup again.'
};

/** Why a backup was not restored, in words for the person in front of the screen. */
export class BackupError extends Error {
  override name = 'BackupError';
  constructor(
    readonly code: BackupErrorCode,
    options?: ErrorOptions
  ) {
    super(WORDS[code], options);
  }
}
