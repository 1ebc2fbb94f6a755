import text from 'virtual:phone/worker'
import { phoneScript } from '../../phoneScript.ts'

/** The organisation's service worker, at the root so that it serves every page. The programme has none: this door is not its own. */
export const GET = phoneScript(text)
