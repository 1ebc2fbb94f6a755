import text from 'virtual:phone/gate'
import { phoneScript } from '../../phoneScript.ts'

/** The gate's script; its worker keeps it beside its page. */
export const GET = phoneScript(text)
