import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { StartRefused, type Line } from '#platform/database/embedded/startRefused.ts'
import { namedPaths } from './asTyped.ts'

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
  EACCES: { en: 'this may not be opened by you', hi: 'इसे खोलने की अनुमति आपको नहीं है' },
  EPERM: { en: 'this may not be opened by you', hi: 'इसे खोलने की अनुमति आपको नहीं है' },
  EISDIR: { en: 'this is a folder, not a file', hi: 'यह फ़ाइल नहीं, फ़ोल्डर है' },
  ENOTDIR: {
    en: 'a part of this path is a file, not a folder',
    hi: 'इस पाथ का एक हिस्सा फ़ोल्डर नहीं, फ़ाइल है',
  },
  EEXIST: { en: 'this is there already', hi: 'यह पहले से है' },
  EROFS: { en: 'nothing can be written there', hi: 'वहाँ कुछ नहीं लिखा जा सकता' },
  ELOOP: { en: 'this is a link that leads back to itself', hi: 'यह लिंक घूमकर अपने पर ही लौट आता है' },
  ENAMETOOLONG: { en: 'this name is too long for a file', hi: 'फ़ाइल का यह नाम बहुत लंबा है' },
  ENOSPC: { en: 'the disk is full', hi: 'डिस्क भर गई है' },
}
const NO_FOLDER: Line = { en: 'there is no such folder', hi: 'ऐसा कोई फ़ोल्डर नहीं है' }

/** What to say of a file that was named on the command line and cannot be opened; of any other file it is not the caller's fault. */
function noFileAsNamed(error: unknown): Line | undefined {
  const { code = '', path } = error as NodeJS.ErrnoException
  const named = namedPaths()
  // A folder is opened like a file; what fails is the reading, of which the kernel says no path.
  const at = path ?? (code === 'EISDIR' ? named.find(isFolder) : undefined)
  const line = code === 'ENOENT' && at !== undefined && !isFolder(dirname(at)) ? NO_FOLDER : NO_FILE[code]
  if (!line || at === undefined || !named.includes(at)) return undefined
  return { en: `${at}: ${line.en}.`, hi: `${at}: ${line.hi}।` }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

/** One line about what went wrong; what we did not foresee keeps its stack. */
export async function sayFailure(error: unknown): Promise<void> {
  if (error instanceof StartRefused) return console.error(worded(error.line))
  const named = noFileAsNamed(error)
  if (named) return console.error(worded(named))
  // Loaded only now: the environment's schema takes longer to load than most of what the command line prints.
  const { EnvironmentFault } = await import('#platform/environment/environment.ts')
  console.error(error instanceof EnvironmentFault ? error.message : error)
}
