export { copiesFolder, copyName, privateFiles } from './copies.ts';
export { describeFile, FileError, type FileProblem } from './describe.ts';
export { fileId } from './file-id.ts';
export { filesIn, pickFolder, picksFolders, type FoundFile } from './folder.ts';
export { ACCEPTED, isAudioName, mediaTypeOf } from './media-type.ts';
export { isFileId, type Cover, type OwnFile } from './own-file.ts';
export { PLACES_DATABASE } from './places.ts';
export { filesBackup, FilesStore } from './store.ts';
export { Whereabouts } from './whereabouts.ts';
