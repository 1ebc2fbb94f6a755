import { statSync } from 'node:fs'

/** Whether two paths name one file, also by a link; a path where nothing lies is no file yet. */
export function isSameFile(one: string, other: string | undefined): boolean {
  if (other === undefined) return false
  const [first, second] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false }))
  return first !== undefined && second !== undefined && first.dev === second.dev && first.ino === second.ino
}

/** Said before anything is read, where the bad rows would take the place of the list that they come from. */
export const OVER_THE_LIST = {
  en: '--bad-rows names the list itself, which would be lost: name another file.',
  hi: '--bad-rows में वही सूची लिखी है, वह मिट जाती: कोई दूसरी फ़ाइल लिखें।',
}
