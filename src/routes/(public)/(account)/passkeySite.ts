import { m } from '#paraglide/messages.js'
import type { PasskeySite } from '#platform/accounts/secondStep/passkeys.ts'

/** This site as the browser knows it. A request under a made-up Host gains nothing: the browser signs the host that it sees. */
export const passkeySite = (event: { url: URL; locals: App.Locals }): PasskeySite => ({
  origin: event.url.origin,
  host: event.url.hostname,
  name: event.locals.settings
    ? event.locals.locale === 'hi'
      ? event.locals.settings.nameHi
      : event.locals.settings.nameEn
    : m.app_name(),
})

/** What the browser's script put into the form; undefined when it is no JSON. */
export function passkeyAnswer(response: string | undefined): unknown {
  try {
    return JSON.parse(response ?? '')
  } catch {
    return undefined
  }
}
