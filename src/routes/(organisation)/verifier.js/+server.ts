import text from 'virtual:phone/verifier'
import { phoneScript } from '../../phoneScript.ts'

/** The verifier's script; the worker keeps it beside its page. */
export const GET = phoneScript(text)
