import { personasOf, type Persona } from '#demo/personas.ts'
import { EDITIONS, type EditionName } from '#platform/environment/environment.ts'
import { say } from '../say.ts'
import type { StartSettings } from './startSettings.ts'

const TITLE: Readonly<Record<EditionName, { en: string; hi: string }>> = {
  organisation: { en: 'Organisation', hi: 'संगठन' },
  programme: { en: 'Programme', hi: 'कार्यक्रम' },
}

/** What a newcomer sees once everything serves: both addresses, and a sign-in link for each of the made-up people. */
export function welcome({ webPorts }: StartSettings, tookMs: number): void {
  const took = (tookMs / 1000).toFixed(1)
  say({ en: `\nKaryakarta is ready (${took} s).`, hi: `\nकार्यकर्ता तैयार है (${took} सेकंड)।` })
  for (const edition of EDITIONS) editionLines(edition, webPorts[edition])
  say({ en: '\nCtrl-C stops everything.', hi: '\nCtrl-C से सब बंद होता है।' })
}

function editionLines(edition: EditionName, port: number): void {
  const address = `http://${edition}.localhost:${port}`
  const { en, hi } = TITLE[edition]
  say({
    en: `\n${en}  ${address}  (also http://localhost:${port})`,
    hi: `\n${hi}  ${address}  (http://localhost:${port} भी)`,
  })
  for (const persona of personasOf(edition)) personaLines(persona, address)
}

function personaLines({ key, nameEn, nameHi, aboutEn, aboutHi }: Persona, address: string): void {
  const link = `${address}/demo/sign-in/${key}`
  say({ en: `  ${link}\n      ${nameEn} · ${aboutEn}`, hi: `  ${link}\n      ${nameHi} · ${aboutHi}` })
}
