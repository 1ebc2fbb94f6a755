import type { Context, Locale } from '#platform/context.ts'
import type { ApiScope } from '#platform/accounts/apiScopes.ts'
import type { Session } from '#platform/accounts/session.ts'
import type { Settings } from '#platform/settings/settings.ts'
import type { RankNames } from '#modules/people/domain/ranks.ts'
import type { Edition } from '#editions/index.ts'

declare global {
  namespace App {
    interface Locals {
      context: Context
      edition: Edition
      locale: Locale
      /** The browser's sign-in; there may be one while nobody of its household is chosen and the actor is still nobody. */
      session: Session | undefined
      /** What the API key may open by which somebody acts; undefined for whoever acts without one. */
      keyScopes: readonly ApiScope[] | undefined
      /** What the organisation chose at set-up; undefined until `karyakarta setup` or the demo has run. */
      settings: Settings | undefined
      /** The status of a page that says more than the error page would: "no such card", with what to do. Unset means 200. */
      pageStatus?: 404 | 410
    }
    interface PageData {
      /** Id of the form that the language switch sends along; its page has an action `language`. */
      formInUse?: string
      /** The organisation's own names of ranks, in the visitor's language; on pages that name ranks. */
      ranks?: RankNames
    }
    interface Error {
      status: number
      message: string
      /** Id of the refusal in platform/errors/catalogue.ts. */
      id: string
      /** Id of the message that explains it. */
      reason?: string
      /** What it says, in the visitor's language. */
      words?: string
      /** Shown to the visitor and written to the log, so that an operator finds the line. */
      trace?: string
    }
  }
}
