import { z } from 'zod'
import { calendarDay, command, line } from './said.ts'

/** Networks on which organisations have accounts of their own; the database keeps the word alone. */
export const NETWORKS = [
  'youtube',
  'facebook_page',
  'instagram',
  'x',
  'telegram_channel',
  'whatsapp_channel',
  'website',
  'other',
] as const
export type Network = (typeof NETWORKS)[number] // prettier-ignore

/** An account on which the organisation itself speaks. */
export interface Handle {
  readonly id: string
  readonly network: Network
  readonly handle: string
  readonly address: string
  /** The office that answers for it. */
  readonly answerable: string
  /** `YYYY-MM-DD` */
  readonly since: string
  readonly endedOn: string | null
  readonly endedWhy: string | null
}

export const addHandleSchema = z.object({
  command,
  network: z.enum(NETWORKS, { error: 'elections_network_needed' }),
  handle: line(1, 100),
  address: line(8, 400).transform((said, check) => {
    // As browsers write it: letters outside ASCII are encoded.
    const href = /^https:\/\/\S+$/.test(said) && URL.canParse(said) ? new URL(said).href : ''
    if (href !== '' && href.length <= 400) return href
    check.addIssue({ code: 'custom', message: 'elections_url_wrong' })
    return z.NEVER
  }),
  answerable: line(3, 120),
  since: calendarDay,
})
export type AddHandle = z.input<typeof addHandleSchema>

export const endHandleSchema = z.object({
  command,
  handleId: z.guid({ error: 'elections_handle_unknown' }),
  endedOn: calendarDay,
  why: line(3, 300),
})
export type EndHandle = z.input<typeof endHandleSchema>
