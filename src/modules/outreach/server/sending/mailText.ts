import { m } from '#paraglide/messages.js'
import { saidIn, type Message } from '../../domain/message.ts'

/** A mail's text in the reader's language: what is said, and how to end it. */
export function mailText(message: Message, language: 'hi' | 'en', unsubscribe: string): string {
  const { words } = saidIn(message, language)
  return `${words}\n\n-- \n${m.outreach_mail_footer({ link: unsubscribe }, { locale: language })}\n`
}
