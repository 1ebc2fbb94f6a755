import text from 'virtual:phone/signIn'
import { phoneScript } from '../../phoneScript.ts'

/** What the page to sign in says of a phone on which something waits. It works without it. */
export const GET = phoneScript(text)
