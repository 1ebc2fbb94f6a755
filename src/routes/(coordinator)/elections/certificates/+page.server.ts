import type { AddCertificate } from '#modules/elections/domain/certificate.ts'
import {
  addCertificate,
  listCertificates,
  requireCertifying,
  withdrawCertificate,
} from '#modules/elections/server/certificates.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { readUpload } from '#platform/web/readUpload.ts'
import type { Actions, PageServerLoad } from './$types'

/** Bytes of a certified file whose fingerprint is taken here; of a larger one it is typed. */
const MOST_BYTES = 50 * 1024 * 1024

export const load: PageServerLoad = async ({ locals }) => ({
  ...(await listCertificates(locals.context)),
  commands: { add: uuidv7(locals.context.now), withdraw: uuidv7(locals.context.now) },
  locale: locals.locale,
})

export const actions: Actions = {
  add: async ({ locals, request, url }) => {
    const typed: Record<string, string> = {}
    return attemptInWords(url, typed, async () => {
      await requireCertifying(locals.context)
      const { fields, file } = await readUpload(request, MOST_BYTES, 'elections_material_large')
      Object.assign(typed, fields)
      // Only the fingerprint stays: the bytes themselves go at once.
      await file?.received.discard()
      const material = file?.received.sha256 ?? fields.material ?? ''
      const asked = { ...fields, material } as unknown as AddCertificate
      await addCertificate(locals.context, asked)
      return { done: true as const }
    })
  },
  withdraw: async ({ locals, request, url }) => {
    const { command = '', certificateId = '', why = '' } = await readForm(request)
    return attemptInWords(url, { certificateId, why }, async () => {
      await withdrawCertificate(locals.context, { command, certificateId, why })
      return { done: true as const }
    })
  },
}
