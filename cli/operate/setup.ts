import { join } from 'node:path'
import { appointAdmin, found, wingRegister } from '#modules/people/server/index.ts'
import { placesWork } from '#modules/places/server/index.ts'
import { systemActor } from '#platform/access/actor.ts'
import { contextFor, type Context } from '#platform/context.ts'
import { learnSizes } from '#platform/database/sizeStore.ts'
import { migrate } from '#platform/database/migrate.ts'
import { StartRefused } from '#platform/database/embedded/index.ts'
import type { EditionName } from '#platform/environment/environment.ts'
import { createKeys } from '#platform/keys/keyRing.ts'
import { openPlatform } from '#platform/open.ts'
import { readSettings, saveSettings } from '#platform/settings/settings.ts'
import { say } from '../say.ts'
import { withInstallation } from './installation.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { adminFor, answersFor, changesFor } from './setupAnswers.ts'

export interface SetupWishes {
  readonly edition?: EditionName
  /** Answers as JSON; without it they are asked. */
  readonly from?: string
  /** Changes the settings and wings of an edition that is set up. */
  readonly change?: boolean
  /** Appoints an administrator of an edition that is set up, where nobody has that power. */
  readonly admin?: boolean
  /** With `admin`: also where somebody has it, but cannot use it any more. */
  readonly besides?: boolean
  /** With `admin`: the id of the one who is meant, where several of that name stand behind that phone. */
  readonly person?: string
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
      const isLater = wishes.change || wishes.admin || false
      if (isSetUp !== isLater) throw isSetUp ? alreadySetUp() : notYetSetUp()
      if (wishes.admin) await appoint(context, wishes)
      else if (isSetUp) await change(context, wishes.from)
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
    await wingRegister.save(tx, wings)
    await saveSettings(tx, settings)
  })
  say({ en: `${settings.nameEn}: changed.`, hi: `${settings.nameHi}: बदल दिया गया।` })
}

async function appoint(context: Context, { from, besides, person }: SetupWishes): Promise<void> {
  const { platform } = context
  const admin = { ...(await adminFor(from)), ...(person === undefined ? {} : { personId: person }) }
  try {
    await context.transaction((tx) => appointAdmin(tx, platform, admin, besides))
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown
    throw thrown.reason === 'people_admin_several' ? several(thrown.fields) : notAppointed(thrown.reason)
  }
  const { origin } = platform.environment
  say({
    en: `Appointed. The administrator signs in with the phone number given, and declares: ${origin}/sign-in`,
    hi: `व्यवस्थापक नियुक्त हुए। वे दिए गए फ़ोन से प्रवेश करके घोषणा करें: ${origin}/sign-in`,
  })
}

async function bringPlaces(context: Context): Promise<void> {
  const { state = 0 } = await context.transaction(placesWork.countPlaces)
  if (state > 0) return
  const { places } = await placesWork.loadRajasthan(context, DATA)
  await learnSizes(context.platform.db)
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

/** @param found standing by person's id */
function several(found: Readonly<Record<string, string>>) {
  const list = Object.entries(found)
    .map(([id, state]) => `  --person ${id}   (${state})`)
    .join('\n')
  return new StartRefused(
    'admin_several',
    {},
    {
      en: `Nobody was appointed: several people of this name are behind this phone. Say which one is meant; her record in the product has the same id in its address (/people/…):\n${list}`,
      hi: `कोई नियुक्ति नहीं हुई: इस फ़ोन पर इस नाम के एक से ज़्यादा लोग हैं। बताएँ कि कौन; उत्पाद में उनके रिकॉर्ड के पते (/people/…) में यही id है:\n${list}`,
    },
  )
}

/** @param reason of the refusal: an administrator has power, or this person cannot become one */
const notAppointed = (reason: string | undefined) =>
  reason === 'people_admin_in_power'
    ? new StartRefused(
        'admin_in_power',
        {},
        {
          en: 'Nobody was appointed: there is an administrator in office, who can appoint another one on the page of that person. If she has lost phone and recovery codes for good: karyakarta setup --admin --besides',
          hi: 'कोई नियुक्ति नहीं हुई: एक व्यवस्थापक पद पर हैं। वही उस व्यक्ति के पृष्ठ से दूसरा व्यवस्थापक बना सकते हैं। अगर उनका फ़ोन और बचाव-कोड दोनों हमेशा के लिए खो गए हैं: karyakarta setup --admin --besides',
        },
      )
    : new StartRefused(
        'admin_not_possible',
        {},
        {
          en: 'Nobody was appointed: this person is suspended or declined, or was appointed already and has only to sign in and declare.',
          hi: 'कोई नियुक्ति नहीं हुई: यह व्यक्ति निलंबित या अस्वीकृत है, या पहले ही नियुक्त है और बस प्रवेश करके घोषणा करनी है।',
        },
      )

const notYetSetUp = () =>
  new StartRefused(
    'not_set_up',
    {},
    { en: 'There is nothing to change yet: karyakarta setup', hi: 'अभी बदलने को कुछ नहीं: karyakarta setup' },
  )
