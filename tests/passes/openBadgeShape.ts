/**
 * What an Open Badges 3.0 credential must look like, written by hand after what 1EdTech's schema for the AchievementCredential class asks
 * (ob_v3p0_achievementcredential_schema.json, the form for the VC Data Model 2.0) of every class that our badges use. The schema file itself is 1EdTech's, under
 * terms that do not let it be given on under ours, so it is not among our files.
 */
import { z } from 'zod'

/** A type or a set of types, one of which is this. */
const typed = (name: string) =>
  z.union([
    z.literal(name),
    z
      .array(z.string())
      .min(1)
      .refine((types) => types.includes(name), name),
  ])
const setOf = (...names: readonly string[]) =>
  z.array(z.string()).min(1).refine((types) => names.some((name) => types.includes(name)), names.join()) // prettier-ignore
const uri = z.string().regex(/^[a-z][a-z0-9+.-]*:\S+$/i)
const moment = z.iso.datetime({ offset: true })
const extended = z.string().regex(/^ext:[A-Za-z0-9.\-_]+$/)

const IDENTIFIER_TYPES = [
  'name', 'sourcedId', 'systemId', 'productId', 'userName', 'accountId', 'emailAddress', 'nationalIdentityNumber', 'isbn', 'issn', 'lisSourcedId',
  'oneRosterSourcedId', 'sisSourcedId', 'ltiContextId', 'ltiDeploymentId', 'ltiToolId', 'ltiPlatformId', 'ltiUserId', 'identifier',
] as const // prettier-ignore
const ACHIEVEMENT_TYPES = [
  'Achievement', 'ApprenticeshipCertificate', 'Assessment', 'Assignment', 'AssociateDegree', 'Award', 'Badge', 'BachelorDegree', 'Certificate',
  'CertificateOfCompletion', 'Certification', 'CommunityService', 'Competency', 'Course', 'CoCurricular', 'Degree', 'Diploma', 'DoctoralDegree',
  'Fieldwork', 'GeneralEducationDevelopment', 'JourneymanCertificate', 'LearningProgram', 'License', 'Membership', 'ProfessionalDoctorate',
  'QualityAssuranceCredential', 'MasterCertificate', 'MasterDegree', 'MicroCredential', 'ResearchDoctorate', 'SecondarySchoolDiploma',
] as const // prettier-ignore

const profile = z.looseObject({
  id: uri,
  type: typed('Profile'),
  name: z.string().optional(),
  url: uri.optional(),
})
const achievement = z.looseObject({
  id: uri,
  type: typed('Achievement'),
  achievementType: z.union([z.enum(ACHIEVEMENT_TYPES), extended]).optional(),
  name: z.string(),
  description: z.string(),
  criteria: z.looseObject({ id: uri.optional(), narrative: z.string().optional() }),
})
/** Closed: the schema takes no other field. */
const identity = z.strictObject({
  type: z.literal('IdentityObject'),
  hashed: z.boolean(),
  identityHash: z.string(),
  identityType: z.union([z.enum(IDENTIFIER_TYPES), extended]),
  salt: z.string().optional(),
})
const subject = z
  .looseObject({
    id: uri.optional(),
    type: typed('AchievementSubject'),
    identifier: z.array(identity).optional(),
    achievement,
  })
  .refine(({ id, identifier }) => id !== undefined || (identifier?.length ?? 0) > 0, 'id or identifier')
const proof = z.looseObject({
  type: z.literal('DataIntegrityProof'),
  created: moment.optional(),
  cryptosuite: z.string(),
  proofPurpose: z.literal('assertionMethod'),
  proofValue: z.string().startsWith('z'),
  verificationMethod: uri,
})

export const openBadgeShape = z.looseObject({
  '@context': z
    .tuple([
      z.literal('https://www.w3.org/ns/credentials/v2'),
      z.string().regex(/^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(-3\.\d\.\d)*\.json$/),
    ])
    .rest(z.union([z.string(), z.record(z.string(), z.unknown())])),
  id: uri,
  type: setOf('VerifiableCredential').and(setOf('AchievementCredential', 'OpenBadgeCredential')),
  name: z.string().optional(),
  issuer: z.union([uri, profile]),
  validFrom: moment,
  validUntil: moment.optional(),
  credentialSubject: subject,
  credentialStatus: z.looseObject({ id: uri, type: z.string() }).optional(),
  proof: z.union([proof, z.array(proof).min(1)]),
})
