import { StartRefused, type Line } from '#platform/database/embedded/startRefused.ts'
import { asTyped } from './asTyped.ts'

/** The terminal's language: Hindi when the system's locale says so, else English. */
const hindi = (process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '').startsWith('hi')

export const worded = (line: Line): string => (hindi ? line.hi : line.en)

/** One line for the person at the keyboard. */
export function say(line: Line): void {
  console.log(worded(line))
}

/** One line of warning, beside what the command says. */
export function warn(line: Line): void {
  console.error(worded(line))
}

const NO_FILE: Readonly<Record<string, Line>> = {
  ENOENT: { en: 'there is no such file', hi: 'ऐसी कोई फ़ाइल नहीं है' },
  EACCES: { en: 'this file may not be opened', hi: 'यह फ़ाइल खोलने की अनुमति नहीं है' },
}

/** What to say of a file that was named on the command line and cannot be opened; of any other file it is not the caller's fault. */
function noFileAsNamed(error: unknown): Line | undefined {
  const { code = '', path } = error as NodeJS.ErrnoException
  const line = NO_FILE[code]
  if (!line || path === undefined || !process.argv.slice(2).some((word) => asTyped(word) === path))
    return undefined
  return { en: `${path}: ${line.en}.`, hi: `${path}: ${line.hi}।` }
}

/** One line about what went wrong; what we did not foresee keeps its stack. */
export async function sayFailure(error: unknown): Promise<void> {
  if (error instanceof StartRefused) return console.error(worded(error.line))
  const named = noFileAsNamed(error)
  if (named) return console.error(worded(named))
  // Loaded only now: the environment's schema takes longer to load than most of what the command line prints.
  const { EnvironmentFault } = await import('#platform/environment/environment.ts')
  console.error(error instanceof EnvironmentFault ? error.message : error)
}
