import { join } from 'node:path'
import { found, saveWings } from '#modules/people/server/index.ts'
import { countPlaces, loadRajasthan } from '#modules/places/server/index.ts'
import { systemActor } from '#platform/access/actor.ts'
import { contextFor, type Context } from '#platform/context.ts'
import { migrate } from '#platform/database/migrate.ts'
import { StartRefused } from '#platform/database/embedded/index.ts'
import type { EditionName } from '#platform/environment/environment.ts'
import { createKeys } from '#platform/keys/keyRing.ts'
import { openPlatform } from '#platform/open.ts'
import { readSettings, saveSettings } from '#platform/settings/settings.ts'
import { say } from '../say.ts'
import { withInstallation } from './installation.ts'
import { answersFor, changesFor } from './setupAnswers.ts'

export interface SetupWishes {
  readonly edition?: EditionName
  /** Answers as JSON; without it they are asked. */
  readonly from?: string
  /** Changes the settings and wings of an edition that is set up. */
  readonly change?: boolean
}

const DATA = join(import.meta.dirname, '../../data')

/** Makes a new edition usable: keys, tables, places, wings, settings and the first admin. No made-up people. */
export async function setup(wishes: SetupWishes): Promise<void> {
  await withInstallation(wishes.edition, async ({ environment, ownerUrl, plan }) => {
    createKeys(environment.KARYAKARTA_KEYS)
    if (ownerUrl) await migrate(ownerUrl, plan)
    const { platform, close } = openPlatform(environment, 2)
    try {
      const context = contextFor(platform, systemActor('setup'))
      const isSetUp = (await readSettings(platform.db)) !== undefined
      if (isSetUp !== (wishes.change ?? false)) throw isSetUp ? alreadySetUp() : notYetSetUp()
      if (isSetUp) await change(context, wishes.from)
      else await begin(context, wishes.from)
    } finally {
      await close()
    }
  })
}

async function begin(context: Context, from: string | undefined): Promise<void> {
  const { platform } = context
  const { settings, wings, admin } = await answersFor(from)
  await bringPlaces(context)
  await context.transaction(async (tx) => {
    await found(tx, platform, { wings, admin })
    await saveSettings(tx, settings)
  })
  const { origin, KARYAKARTA_KEYS: keys } = platform.environment
  say({
    en: `${settings.nameEn} is set up with ${wings.length} wings. The first admin signs in with the phone number given: ${origin}/sign-in
Keep a copy of ${keys} in another place: without these keys no phone number can ever be read again.`,
    hi: `${settings.nameHi} तैयार है, ${wings.length} प्रकोष्ठों के साथ। पहले व्यवस्थापक दिए गए फ़ोन से प्रवेश करें: ${origin}/sign-in
${keys} की एक प्रति दूसरी जगह रखें: इन कुंजियों के बिना कोई फ़ोन नंबर फिर नहीं पढ़ा जा सकेगा।`,
  })
}

async function change(context: Context, from: string | undefined): Promise<void> {
  const { settings, wings } = await changesFor(from)
  await context.transaction(async (tx) => {
    await saveWings(tx, wings)
    await saveSettings(tx, settings)
  })
  say({ en: `${settings.nameEn}: changed.`, hi: `${settings.nameHi}: बदल दिया गया।` })
}

async function bringPlaces(context: Context): Promise<void> {
  const { state = 0 } = await context.transaction(countPlaces)
  if (state > 0) return
  const { places } = await loadRajasthan(context, DATA)
  say({ en: `Loaded ${places} places of Rajasthan.`, hi: `राजस्थान के ${places} स्थान लाए गए।` })
}

const alreadySetUp = () =>
  new StartRefused(
    'already_set_up',
    {},
    {
      en: 'This edition is set up already; nothing was changed. To change its names, colour or wings: karyakarta setup --change',
      hi: 'यह संस्करण पहले से तैयार है; कुछ नहीं बदला गया। नाम, रंग या प्रकोष्ठ बदलने के लिए: karyakarta setup --change',
    },
  )

const notYetSetUp = () =>
  new StartRefused(
    'not_set_up',
    {},
    { en: 'There is nothing to change yet: karyakarta setup', hi: 'अभी बदलने को कुछ नहीं: karyakarta setup' },
  )
