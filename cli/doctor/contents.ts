import { examinePeople } from '#modules/people/server/index.ts'
import { placesWork } from '#modules/places/server/index.ts'
import { systemActor } from '#platform/access/actor.ts'
import { contextFor } from '#platform/context.ts'
import { readSettings } from '#platform/settings/settings.ts'
import { unwell, well, type Check, type Patient } from './check.ts'

const context = ({ platform }: Patient) => contextFor(platform, systemActor('doctor'))

const settings: Check = {
  id: 'settings',
  name: { en: 'Set up', hi: 'स्थापना' },
  async look({ platform }) {
    const found = await readSettings(platform.db)
    return found
      ? well(`${found.nameHi} · ${found.nameEn}`)
      : unwell('not set up', 'Run: karyakarta setup', 'चलाएँ: karyakarta setup')
  },
}

const places: Check = {
  id: 'places',
  name: { en: 'Places', hi: 'स्थान' },
  async look(patient) {
    const {
      district = 0,
      constituency = 0,
      booth = 0,
    } = await context(patient).transaction(placesWork.countPlaces)
    const seen = `${district} districts, ${constituency} constituencies, ${booth} booths`
    return booth > 0
      ? well(seen)
      : unwell(seen, 'Run: karyakarta import places rajasthan', 'चलाएँ: karyakarta import places rajasthan')
  },
}

const people: Check = {
  id: 'people',
  name: { en: 'People', hi: 'लोग' },
  async look(patient) {
    const { counts, tried, fit } = await context(patient).transaction((tx) =>
      examinePeople(tx, patient.platform.keys),
    )
    const ladder = Object.entries(counts).map(([state, count]) => `${count} ${state}`)
    const seen = `${ladder.join(', ') || 'nobody yet'}; ${fit} of ${tried} sealed phones open`
    return fit === tried
      ? well(seen)
      : unwell(
          seen,
          'These are not the keys that sealed them: bring back KARYAKARTA_KEYS from its own backup.',
          'ये वे कुंजियाँ नहीं जिनसे सील किया गया था: KARYAKARTA_KEYS को उसके बैकअप से लाएँ।',
        )
  },
}

export const CONTENTS: readonly Check[] = [settings, places, people]
