import { collecting, collectingLink, outwardAim } from '#engines/outwardaim/index.ts'

/** Ids of the words that explain a refusal: what is refused, why, and what to do instead. */
const AIMS = {
  post: 'campaigns_aims_at_post',
  account: 'campaigns_aims_at_account',
  tag: 'campaigns_aims_at_tag',
  platform: 'campaigns_aims_at_platform',
  link: 'campaigns_aims_at_link',
} as const
const COLLECTS = {
  register: 'campaigns_collects_register',
  survey: 'campaigns_collects_survey',
  papers: 'campaigns_collects_papers',
  form: 'campaigns_collects_form',
} as const

/**
 * What is wrong with some words of a campaign or a kit, by the integrity rules: they collect voters' data for a benefit (11), or aim at other people's
 * posts and accounts (2).
 * @returns the id of the words that explain it; undefined when nothing is
 */
export function faultOfWords(words: string): string | undefined {
  const collects = collecting(words)
  if (collects) return COLLECTS[collects]
  const aim = outwardAim(words)
  return aim && AIMS[aim]
}

/** The same of an address: a form takes voters' data, and a platform's page is somebody's post. */
export function faultOfTarget(target: string, ownPages: readonly string[]): string | undefined {
  const collects = collectingLink(target, ownPages)
  if (collects) return COLLECTS[collects]
  return !target.startsWith('/') && outwardAim(target) === 'post' ? AIMS.post : undefined
}

/** Field → what is wrong there, of all that was typed. */
export function faultsOf(fields: Readonly<Record<string, string>>): Record<string, string> {
  const found = Object.entries(fields).flatMap(([field, words]) => {
    const fault = faultOfWords(words)
    return fault ? [[field, fault] as const] : []
  })
  return Object.fromEntries(found)
}
