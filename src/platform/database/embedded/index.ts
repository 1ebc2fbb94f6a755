/** PostgreSQL in a folder of its own, for a newcomer's first start, for one small server, and for the tests. */
export { startEmbedded, type EmbeddedOptions, type EmbeddedPostgres } from './startEmbedded.ts'
export { removeCluster } from './removeCluster.ts'
export { lockFolder, type FolderLock } from './folderLock.ts'
export { StartRefused, type Line } from './startRefused.ts'
