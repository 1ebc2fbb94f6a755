import type { Award, Badge } from './badge.ts'
import { placeInList } from './statusList.ts'

export const CONTEXTS = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
] as const

/** Who gives badges, as its documents name it. */
export interface Issuer {
  /** did:web for a public host, else did:key. */
  readonly did: string
  readonly nameHi: string
  readonly nameEn: string
  /** `https://volunteers.example.org`: where status lists and award pages lie. */
  readonly origin: string
}

/** Whose badge it is, as on its face. */
export interface BadgeHolder {
  readonly name: string
}

const both = (hi: string, en: string): string => (hi === en ? hi : `${hi} · ${en}`)

/** To the second: the formats that verifiers accept differ in what comes after it. */
export const instant = (moment: Date): string => moment.toISOString().replace(/\.\d+Z$/, 'Z')

export const profileOf = (issuer: Issuer) => ({
  id: issuer.did,
  type: ['Profile'],
  name: both(issuer.nameHi, issuer.nameEn),
  url: issuer.origin,
})

/** What a badge is for, as Open Badges says it; the address shows the same to whoever follows it. */
export const achievementOf = (issuer: Issuer, award: Award) => ({
  id: `${issuer.origin}/credentials/awards/${award.number}`,
  type: ['Achievement'],
  achievementType: award.kind === 'course' ? 'Course' : award.kind === 'title' ? 'Membership' : 'Award',
  name: both(award.nameHi, award.nameEn),
  description: both(award.criteriaHi, award.criteriaEn),
  criteria: { narrative: `${award.criteriaHi}\n\n${award.criteriaEn}` },
})

export const statusListAddress = (issuer: Pick<Issuer, 'origin'>, list: number): string =>
  `${issuer.origin}/credentials/status/${list}`

/**
 * A badge as an unsigned Open Badges 3.0 credential (1EdTech, VC Data Model 2.0). The index is text: verifiers compare it as text, and as a number
 * it would be one the signature does not cover the way they read it.
 */
export function openBadgeOf(issuer: Issuer, badge: Badge, holder: BadgeHolder) {
  const { list, index } = placeInList(badge.serial)
  const statusListCredential = statusListAddress(issuer, list)
  return {
    '@context': [...CONTEXTS],
    id: `urn:uuid:${badge.id}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: both(badge.award.nameHi, badge.award.nameEn),
    issuer: profileOf(issuer),
    validFrom: instant(badge.earnedAt),
    ...(badge.expiresAt && { validUntil: instant(badge.expiresAt) }),
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [
        { type: 'IdentityObject', identityType: 'name', hashed: false, identityHash: holder.name },
      ],
      achievement: achievementOf(issuer, badge.award),
    },
    credentialStatus: {
      id: `${statusListCredential}#${index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(index),
      statusListCredential,
    },
  }
}
