import type { PostView } from '#modules/channels/server/listPosts.ts'
import type { Point } from '#modules/channels/domain/preflight.ts'
import { wordsIfAny, wordsOf } from '#platform/i18n/wordsOf.ts'

/** A point of the list looked at beforehand, in words. */
export const inWords = ({ grade, key, inputs }: Point) => ({
  grade,
  key,
  words: wordsIfAny(`channels_pre_${key}`, undefined, textsOf(inputs)) ?? key,
})
const textsOf = (inputs: Point['inputs']) => Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, String(value)])) // prettier-ignore

/** Why a post waits or failed, in words; until when it is held; and what the platform itself said. */
export function withWords(post: PostView) {
  const { reason, told, state } = post
  const isPreflight = reason?.startsWith('channels_pre_') ?? false
  const why = reason === null ? null : isPreflight && told ? inWords({ grade: 'stop', key: reason.replace('channels_pre_', ''), inputs: JSON.parse(told) as Point['inputs'] }).words : wordsOf(reason) // prettier-ignore
  const until = state === 'held' && told !== null && !Number.isNaN(Date.parse(told)) ? new Date(told) : null
  return { ...post, why, until, told: until !== null || isPreflight ? null : told }
}
export type PostInWords = ReturnType<typeof withWords>
