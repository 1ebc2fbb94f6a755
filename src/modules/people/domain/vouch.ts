import { z } from 'zod'

/** Of those invited and vouched for by one hand, this share is called back by somebody else: one in five. */
export const CALL_BACK_SHARE = 0.2

/** What a vouch records beside who, whom and where. */
export interface VouchMade {
  /** Invited and vouched for by one hand. */
  readonly sameHand: boolean
  readonly callBackDue: boolean
}

/**
 * @param invitedBy whose invitation the person used, if any
 * @param draw a random number, 0 (included) to 1: who vouches must not be able to know who will be called back
 */
export function decideVouch(voucher: string, invitedBy: string | null, draw: number): VouchMade {
  const sameHand = invitedBy === voucher
  return { sameHand, callBackDue: sameHand && draw < CALL_BACK_SHARE }
}

export const vouchSchema = z.object({
  command: z.uuid({ error: 'platform_command_missing' }),
  personId: z.uuid({ error: 'people_c_person_unknown' }),
})
export type VouchForPerson = z.input<typeof vouchSchema>

export const callBackSchema = z.object({
  command: z.uuid({ error: 'platform_command_missing' }),
  vouchId: z.uuid({ error: 'people_c_person_unknown' }),
  confirmed: z.boolean(),
})
export type RecordCallBack = z.input<typeof callBackSchema>
