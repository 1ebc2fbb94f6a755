import type { NameInScripts } from '../domain/nameInScripts.ts'

/**
 * The spelling that the reader's language chooses: in lists, titles and choices alike.
 * @example nameFor({ name: 'Sunita', nameLatin: 'Sunita', nameDevanagari: 'सुनीता' }, 'hi') === 'सुनीता'
 */
export const nameFor = (person: NameInScripts, locale: string): string =>
  (locale === 'hi' ? person.nameDevanagari : person.nameLatin) || person.name

/** As it was typed, where the reader's spelling is another: beside it wherever the name itself is looked at and confirmed. */
export const typedBeside = (person: NameInScripts, locale: string): string | undefined =>
  nameFor(person, locale) === person.name ? undefined : person.name
