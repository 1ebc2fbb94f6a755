/** The register of machine-made media: what stands in it, who reads it, and who may take it out. */
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { NOBODY } from '#platform/access/actor.ts'
import { aPhoto } from '#tests/builders/library.ts'
import { shortPiece, useRenditionStage, withEverywhere } from '#tests/builders/renditionStage.ts'
import { sampleMedia } from '#tests/builders/samplePiece.ts'
import { exportSyntheticRegister, viewSyntheticRegister } from './syntheticRegister.ts'

const stage = useRenditionStage()

it('names tool, what, responsible and every piece with its labelled forms; what no machine touched is not in it', async () => {
  const said = { synthetic: 'altered', tool: 'An app', what: 'आसमान बदला' } as const
  const photo = await stage.bring(await aPhoto(51), said)
  await stage.bring(await aPhoto(52))
  const synthetic = { kind: 'altered', tool: 'An app', what: { hi: 'आसमान', en: 'sky' } } as const
  const { pieceId } = await stage.piece(
    withEverywhere(shortPiece(), sampleMedia({ file: photo.file, synthetic })),
  )
  await stage.ask(pieceId, 'message')
  await stage.work()
  const { lines } = await viewSyntheticRegister(stage.creator)
  expect(lines).toMatchObject([
    { id: photo.id, ...said, pieces: [{ id: pieceId, state: 'in_review', forms: 2, isPublic: false }] },
  ])
})

it('is read by whoever looks at the studio, with the pieces that she sees; taken out with a right of its own, the second step and a note', async () => {
  const { house, network } = stage
  const { tree } = network
  for (const role of ['creator', 'reviewer', 'coordinator', 'admin', 'auditor'] as const)
    expect(
      (await viewSyntheticRegister(house.as(await network.holder(tree.district(0), null, role)))).lines[0]!
        .pieces,
      role,
    ).toEqual([])
  for (const role of ['volunteer', 'booth_lead', 'trainer', 'editor'] as const)
    await expect(
      viewSyntheticRegister(house.as(await network.holder(tree.state, null, role))),
      role,
    ).rejects.toMatchObject({ id: 'forbidden' })
  await expect(viewSyntheticRegister(house.as(NOBODY))).rejects.toMatchObject({ id: 'notSignedIn' })
  const admin = await network.holder(tree.state, null, 'admin')
  const granted = sql`update people.appointment set may_export = true where person_id = ${admin.personId}`
  await expect(exportSyntheticRegister(stage.creator)).rejects.toMatchObject({ id: 'forbidden' })
  await granted.execute(house.owner.db)
  await expect(exportSyntheticRegister(house.as({ ...admin, assurance: 1 }))).rejects.toMatchObject({
    id: 'secondStepNeeded',
  })
  const { fileId, lines } = await exportSyntheticRegister(house.as(admin))
  expect(lines.length).toBeGreaterThan(0)
  const { rows } = await sql<{
    detail: { file: string }
  }>`select detail from audit.entry where verb = 'studio.exportSyntheticRegister'`.execute(house.owner.db)
  expect(rows.map(({ detail }) => detail.file)).toEqual([fileId])
})
