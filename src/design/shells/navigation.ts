import type { IconName } from '../icons.ts'

/** A link of a shell's navigation. */
export interface NavigationItem {
  href: string
  label: string
  icon?: IconName
  /** Pages without a place of their own that are reached from here: there this one is current. */
  holds?: readonly string[]
  /** How many wait there; nothing is shown for 0. */
  waiting?: number | undefined
}

/** A plain link, as in a footer. */
export interface ShellLink {
  href: string
  label: string
}

/**
 * The navigation link of the page one is on, or of the page that holds it: on /people/42 that is /people, unless there is a link
 * that fits more closely. The home page `/` is current only on itself.
 * @returns the link's href, or undefined when none leads here
 * @example currentHref(['/', '/people'], '/people/42') // '/people'
 */
export function currentHref(hrefs: readonly string[], path: string): string | undefined {
  const length = (href: string) => place(href).length
  return hrefs
    .filter((href) => path === place(href) || (place(href) !== '/' && path.startsWith(`${place(href)}/`)))
    .reduce<string | undefined>(
      (best, href) => (best === undefined || length(href) > length(best) ? href : best),
      undefined,
    )
}

/**
 * The same for items that hold pages beside their own.
 * @example currentItem([{ href: '/today', label: '', holds: ['/learn'] }], '/learn/7') // '/today'
 */
export function currentItem(
  items: readonly Pick<NavigationItem, 'href' | 'holds'>[],
  path: string,
): string | undefined {
  const found = currentHref(
    items.flatMap(({ href, holds = [] }) => [href, ...holds]),
    path,
  )
  return items.find(({ href, holds = [] }) => found !== undefined && [href, ...holds].includes(found))?.href
}

const place = (href: string) => href.replace(/[?#].*$/, '')

/** Who one is acting as: the role, and where it holds. */
export interface ActingAs {
  name: string
  role: string
  /** Place and wing, such as "Rajasthan · all wings". */
  place: string
  /** Where to choose another appointment, for those who hold several. */
  switchHref?: string | undefined
  /** One's own pages: the account, the day. */
  own?: readonly ShellLink[]
}
