import { resolve } from 'node:path'

const typed = new Set<string>()

/** For a file or folder that somebody names on the command line: it is meant from where she stands, and everything of ours from the project's root. */
export function asTyped(path: string): string {
  const meant = resolve(process.env.INIT_CWD ?? '.', path)
  typed.add(meant)
  return meant
}

/** Every file and folder that was named on the command line, however it was written there. */
export const namedPaths = (): readonly string[] => [...typed]
