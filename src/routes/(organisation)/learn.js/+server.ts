import text from 'virtual:phone/learn'
import { phoneScript } from '../../phoneScript.ts'

/** What the pages of learning gain on a phone: block by block, cards without a page between, courses kept. They work without it. */
export const GET = phoneScript(text)
