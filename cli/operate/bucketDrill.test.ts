/** The drill with the programme's files in an S3-compatible bucket, which is emptied before the restore like everything else. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { putFile } from '#platform/files/files.ts'
import { openStore } from '#platform/files/openStore.ts'
import { readEnvironment, type Environment } from '#platform/environment/environment.ts'
import { saveSettings, settingsSchema } from '#platform/settings/settings.ts'
import { arrangeNetwork } from '#tests/builders/network.ts'
import { localBucket, type LocalBucket } from '#tests/bucket/localBucket.ts'
import { commandLine, destroyEdition } from '#tests/operators/commandLine.ts'
import { A_GATEWAY, twoEditions, type ProvisionedHouse, type TwoEditions } from '#tests/wall/twoEditions.ts'

const FILES = ['नाम,बूथ\nक,1\n', 'नाम,बूथ\nख,2\n', 'नाम,बूथ\nग,3\n']

let both: TwoEditions
let house: ProvisionedHouse
let bucket: LocalBucket
let variables: Record<string, string>
let environment: Environment
beforeAll(async () => {
  both = await twoEditions()
  house = both.programme
  bucket = await localBucket('drill-access')
  variables = {
    ...house.variables,
    ...A_GATEWAY,
    S3_BUCKET: 'programme-files',
    S3_ENDPOINT: bucket.endpoint,
    S3_ACCESS_KEY_ID: 'drill-access',
    S3_SECRET_ACCESS_KEY: 'drill-secret',
  }
  environment = readEnvironment(variables)
  const network = await arrangeNetwork(house)
  await network.person({ place: network.tree.booth(1, 0, 2) })
  const store = await openStore(environment)
  await house.asSystem().transaction(async (tx) => {
    const grievance = { grievanceName: 'शिकायत अधिकारी', grievanceContact: 'help@example.org' }
    await saveSettings(tx, settingsSchema.parse({ nameHi: 'नमूना', nameEn: 'Sample', ...grievance }))
    for (const text of FILES) {
      const bytes = (async function* () {
        yield Buffer.from(text)
      })()
      await putFile(tx, store, bytes, { limit: 999, kinds: ['csv'] })
    }
  })
})
afterAll(async () => {
  await both.close()
  await bucket.close()
})

const run = (...words: string[]) => commandLine(variables, ...words)

it('backup, empty the bucket and destroy the rest, restore: every file lies in the bucket again', async () => {
  const target = join(both.folder, 'bucket-drill.tar')
  const before = new Map(bucket.objects)
  expect([...before.keys()].every((key) => key.startsWith('programme-files/programme/'))).toBe(true)
  expect([...before.values()].map(String).sort()).toEqual(FILES.toSorted())
  const made = await run('backup', target, '--with-keys')
  expect(made, made.text).toMatchObject({ code: 0 })
  expect(made.text).toContain('3 files')

  bucket.objects.clear()
  const without = await run('doctor')
  expect(without.code).toBe(1)
  await destroyEdition(both, house)
  const restored = await run('restore', target, '--keys', `${target}.keys.json`)
  expect(restored, restored.text).toMatchObject({ code: 0 })
  expect(bucket.objects).toEqual(before)
  const healthy = await run('doctor')
  expect(healthy, healthy.text).toMatchObject({ code: 0 })
  for (const { text } of [made, restored, healthy]) expect(text).not.toContain('drill-secret')
}, 120_000)

it('a bucket that answers with errors lets no restore pass for a good one', async () => {
  const target = join(both.folder, 'bucket-drill.tar')
  bucket.objects.clear()
  await destroyEdition(both, house)
  bucket.faults.push(...new Array<'error'>(60).fill('error'))
  const failed = await run('restore', target, '--keys', `${target}.keys.json`)
  bucket.faults.splice(0)
  expect(failed.code).toBe(1)
  expect(bucket.objects.size).toBe(0)
  expect((await run('doctor')).code).toBe(1)
}, 120_000)
