import { indianDay } from '#platform/clock/indianDay.ts'
import { StartRefused } from '#platform/database/embedded/index.ts'
import type { EditionName } from '#platform/environment/environment.ts'
import { rotateSigningKey, withdrawSigningKey } from '#platform/keys/changeSigningKeys.ts'
import { openKeyRing } from '#platform/keys/keyRing.ts'
import { systemClock } from '#platform/clock/clock.ts'
import { say } from '../say.ts'
import { withInstallation } from './installation.ts'

interface Wishes {
  readonly edition?: EditionName
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const today = (): string => indianDay(systemClock.now())

/** Prints what is public of the keys, the newest last. */
export const listSigningKeys = (wishes: Wishes): Promise<void> =>
  withInstallation(wishes.edition, async ({ environment }) => {
    for (const key of openKeyRing(environment.KARYAKARTA_KEYS).signing) {
      const days = `${key.from} – ${key.until ?? '…'}${key.withdrawn ? ' withdrawn' : ''}`
      console.log(`${key.id}  ${days}  ${Buffer.from(key.publicKey).toString('hex')}`)
    }
  })

/** Makes the next key. @throws StartRefused for a day that is past, none, or before the newest key's */
export const rotate = (wishes: Wishes & { readonly from?: string }): Promise<void> =>
  withInstallation(wishes.edition, async ({ environment: { KARYAKARTA_KEYS: folder } }) => {
    const from = wishes.from ?? today()
    // A key that began yesterday would vouch for what was signed before anybody had it.
    if (!DAY.test(from) || from < today()) throw refused(`--from ${from}: a day from today on, as ${today()}`)
    const { id } = attempt(() => rotateSigningKey(folder, from))
    say({
      en: `${folder}/signing.${id}.key signs from ${from} on. Copy it to every machine of this edition and to where the keys are kept safe, then restart.`,
      hi: `${folder}/signing.${id}.key ${from} से हस्ताक्षर करेगी। उसे इस संस्करण की हर मशीन पर और कुंजियों की सुरक्षित जगह पर कॉपी करें, फिर दोबारा शुरू करें।`,
    })
  })

/** Marks a key as withdrawn. @throws StartRefused when it is the only one left that signs today */
export const withdraw = (number: number, wishes: Wishes): Promise<void> =>
  withInstallation(wishes.edition, async ({ environment: { KARYAKARTA_KEYS: folder } }) => {
    const { signing } = openKeyRing(folder)
    if (!signing.some((key) => key.id !== number && !key.withdrawn && key.from <= today()))
      throw refused(`signing.${number}.key is the only one that signs today: karyakarta keys rotate first`)
    attempt(() => withdrawSigningKey(folder, number))
    say({
      en: `Nothing that signing.${number}.key signed is believed any more once every machine has the changed file and was restarted.`,
      hi: `हर मशीन पर बदली फ़ाइल पहुँचने और दोबारा शुरू होने के बाद signing.${number}.key का कोई हस्ताक्षर नहीं माना जाएगा।`,
    })
  })

function attempt<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError) throw refused(error.message)
    throw error
  }
}

const refused = (words: string) =>
  new StartRefused('signing_key', {}, { en: words, hi: `हस्ताक्षर की कुंजी नहीं बदली गई: ${words}` })
