import { PURPOSES } from '#modules/people/domain/notice.ts'
import { myRecord } from '#modules/people/server/myRecord.ts'
import { myStanding } from '#modules/people/server/myStanding.ts'
import { verifyPhone } from '#modules/people/server/verifyPhone.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { PageServerLoad } from './$types'

/** Longer ago than this, the person was here before and has only come back through the join form. */
const JUST_NOW_MS = 30 * 60_000

/** Comes after the phone's code: proves the phone, once, and gives the receipt. */
export const load: PageServerLoad = async (event) => {
  signedIn(event)
  const { context } = event.locals
  await verifyPhone(context)
  const [standing, record] = [await myStanding(context), await myRecord(context)]
  return {
    standing,
    consents: PURPOSES.flatMap(
      (asked) =>
        record.consents.find(({ purpose, withdrawnAt }) => purpose === asked && withdrawnAt === null) ?? [],
    ),
    before: context.now.getTime() - record.appliedAt.getTime() > JUST_NOW_MS,
    appliedAt: record.appliedAt,
  }
}
