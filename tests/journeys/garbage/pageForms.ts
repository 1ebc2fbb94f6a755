/** A form as it stands in a page. */
export interface PageForm {
  readonly action: string
  readonly method: 'get' | 'post'
  /** Names in order, with the values that the page put in. */
  readonly fields: readonly (readonly [string, string])[]
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

const plain = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name]!)

const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s/>])`).exec(tag)
  return found ? plain(found[1] ?? '') : undefined
}

/** Every form of a page; buttons with a `formaction` make a form of their own, as they do for a browser. */
export function formsOf(html: string): readonly PageForm[] {
  return [...html.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)].flatMap(([form]) => {
    const head = /^<form\b[^>]*>/.exec(form)![0]
    const fields = [...form.matchAll(/<(?:input|select|textarea)\b[^>]*>/g)].flatMap(([tag]) => {
      const name = attribute(tag, 'name')
      return name ? [[name, attribute(tag, 'value') ?? ''] as const] : []
    })
    const method = attribute(head, 'method')?.toLowerCase() === 'post' ? 'post' : 'get'
    const actions = [
      attribute(head, 'action') ?? '',
      ...[...form.matchAll(/<button\b[^>]*>/g)].flatMap(([tag]) => attribute(tag, 'formaction') ?? []),
    ]
    return actions.map((action) => ({ action, method, fields }))
  })
}

/** Addresses on this site that a page leads to. */
export const linksOf = (html: string): readonly string[] =>
  [...html.matchAll(/<a\b[^>]*\shref="(\/[^"#]*)/g)].map(([, address]) => plain(address!))

/** Every UUID that stands in a page: people, places, invitations, commands. */
export const idsOf = (html: string): readonly string[] => [
  ...new Set(html.match(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g)),
]
