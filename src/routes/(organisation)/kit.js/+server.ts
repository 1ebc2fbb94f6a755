import text from 'virtual:phone/kit'
import { phoneScript } from '../../phoneScript.ts'

/** What a kit's page gains on a phone: own words kept, the phone's own sheet, an honest record. It works without it. */
export const GET = phoneScript(text)
