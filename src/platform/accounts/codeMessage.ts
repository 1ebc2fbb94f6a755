import { m } from '#paraglide/messages.js'
import type { Locale } from '../context.ts'

/**
 * The text that carries a code. It names no organisation: the sender's registered header does, and a text seen over a shoulder should not
 * tell whom somebody volunteers for. Its wording is registered with the operator (DLT) and changes only together with that.
 */
export const codeMessage = (locale: Locale, code: string): string => m.accounts_sms_code({ code }, { locale })
