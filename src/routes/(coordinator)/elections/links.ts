import { m } from '#paraglide/messages.js'

/** Where else one may go from a page of elections. */
export const registerLinks = (): readonly { readonly href: string; readonly label: string }[] => [
  { href: '/elections', label: m.elections_all() },
  { href: '/elections/rules', label: m.elections_rules() },
  { href: '/elections/certificates', label: m.elections_certificates() },
  { href: '/elections/handles', label: m.elections_handles() },
  { href: '/elections/heads', label: m.elections_heads() },
]
