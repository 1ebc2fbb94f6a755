import { StartRefused, type Line } from '#platform/database/embedded/startRefused.ts'

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

/** One line about what went wrong; what we did not foresee keeps its stack. */
export async function sayFailure(error: unknown): Promise<void> {
  if (error instanceof StartRefused) return console.error(worded(error.line))
  // Loaded only now: the environment's schema takes longer to load than most of what the command line prints.
  const { EnvironmentFault } = await import('#platform/environment/environment.ts')
  console.error(error instanceof EnvironmentFault ? error.message : error)
}
