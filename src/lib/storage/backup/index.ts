export { writeBackup } from './write.ts';
export { checkBackup, restoreBackup, type CheckedBackup } from './restore.ts';
