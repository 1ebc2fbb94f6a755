import text from 'virtual:phone/page'
import { phoneScript } from '../../phoneScript.ts'

/** What a volunteer's own pages gain on a phone: the strip, the outbox, smaller photos. They work without it. */
export const GET = phoneScript(text)
