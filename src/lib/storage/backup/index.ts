export { writeBackup } from './write.ts';
export { checkBackup, restoreBackup, type CheckedBackup } from './restore.ts';
export { packValue, unpackValue } from './packed.ts';
