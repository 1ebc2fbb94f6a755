/** A list that comes again after two records became one: it means the person, by either record's number and spelling. */
import { expect, it } from 'vitest'
import { mergePeople } from '#modules/people/server/mergePeople.ts'
import { viewImport } from '#modules/people/server/import/viewImport.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Subject } from '#modules/people/domain/import/subject.ts'
import { freshPhone } from '#tests/builders/people.ts'
import { uploadAndCheck } from '#tests/builders/importing.ts'
import { useImportStage } from '#tests/builders/importStage.ts'

const stage = useImportStage()

/** Two records that became one. @returns the list's rows for either of them */
async function merged(phones: readonly [string, string]) {
  const { network, house } = stage
  const make = (name: string, nameLatin: string, phone: string) =>
    network.person({ place: network.tree.booth(0, 0, 0), name, nameLatin, phone, state: 'vouched' })
  const stays = await make('रेखा जाँगिड़', 'Rekha Jangid', phones[0])
  const gives = await make('रेखा जांगिड', 'Rekha Jangid', phones[1])
  const above = house.as(await network.holder(network.tree.state, null, 'admin'))
  await mergePeople(above, { command: uuidv7(), staysId: stays.id, givesId: gives.id })
}

const found = async (file: string, subject: Subject = 'people') => {
  const ctx = stage.house.as(stage.coordinator)
  const importId = await uploadAndCheck(stage.house, ctx, { subject, place: stage.network.tree.district(0), wing: 1, file }) // prettier-ignore
  return (await viewImport(ctx, importId)).counts
}

it('finds her by the number of the record that gave way, as somebody who is here', async () => {
  const [own, former] = [freshPhone(), freshPhone()]
  await merged([own, former])
  for (const phone of [own, former])
    expect(await found(`Name,Mobile,AC No,Booth No\nRekha Jangid,${phone},1,1`)).toEqual({ same: { '': 1 } })
})

it('finds one person where both records had one number, and her office', async () => {
  const phone = freshPhone()
  await merged([phone, phone])
  expect(await found(`Name,Mobile,AC No,Booth No\nRekha Jangid,${phone},1,1`)).toEqual({ same: { '': 1 } })
  expect(
    await found(`Name,Mobile,Role,AC No,Booth No\nRekha Jangid,${phone},Booth lead,1,1`, 'appointments'),
  ).toEqual({ new: { '': 1 } })
})
