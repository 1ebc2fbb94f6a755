import { resolve } from 'node:path'

/** For a file or folder that somebody names on the command line: it is meant from where she stands, and everything of ours from the project's root. */
export const asTyped = (path: string): string => resolve(process.env.INIT_CWD ?? '.', path)
