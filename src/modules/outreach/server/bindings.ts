import { subscriptionSchema, type Subscription } from '#platform/messages/pushAdapter.ts'

/** What sealed texts of this room are bound to: moved to another row they do not open. */
export const emailBinding = (personId: string): string => `outreach.address:${personId}`
export const deviceBinding = (id: string): string => `outreach.device:${id}`

export const subscriptionOf = (text: string): Subscription => subscriptionSchema.parse(JSON.parse(text))
