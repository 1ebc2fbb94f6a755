/** Badges verified by other people's code: the common library of wallets, and a second lineage that shares nothing with it. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { issue } from '@digitalbazaar/vc'
import { describe, expect, it } from 'vitest'
import { createKeys, openKeyRing } from '#platform/keys/keyRing.ts'
import { rotateSigningKey } from '#platform/keys/changeSigningKeys.ts'
import { verifyByCommonLibrary } from '#tests/passes/commonVerifier.ts'
import { signerOfSeed } from '#tests/passes/ed25519.ts'
import {
  fromMultibase,
  hashesOf,
  proofHolds,
  resolveDidKey,
  verifyBadge,
  type Json,
  type Resolve,
} from '#tests/passes/independentVerifier.ts'
import { openBadgeShape } from '#tests/passes/openBadgeShape.ts'
import type { Badge } from '../../domain/badge.ts'
import { openBadgeOf } from '../../domain/openBadge.ts'
import { fromDisk } from './contexts.ts'
import { didDocumentOf, issuerWith, type SigningIssuer } from './issuer.ts'
import { signCredential } from './signCredential.ts'
import { signStatusList } from './signStatusList.ts'

// The common library asks the machine's clock, so these days are the machine's.
const NOW = new Date()
const day = (days: number) => new Date(NOW.getTime() + days * 86_400_000)
const NAMES = { nameHi: 'नमूना संगठन', nameEn: 'Sample organisation' }
const LOCAL = 'http://organisation.localhost:3000'
const PUBLIC = 'https://volunteers.example.org'

const ring = () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'keys-')), 'keys')
  createKeys(folder, day(-30))
  return { folder, keys: openKeyRing(folder) }
}
const { folder, keys } = ring()

const badge: Badge = {
  id: '0197f0aa-1111-7222-8333-444455556666',
  serial: 131_072 + 77,
  award: {
    number: 3,
    kind: 'course',
    about: 'whatsapp@1',
    nameHi: 'व्हाट्सऐप पर काम',
    nameEn: 'Working with WhatsApp',
    criteriaHi: 'छह पाठ पूरे किए',
    criteriaEn: 'Finished six lessons',
  },
  earnedAt: day(-2),
  expiresAt: day(100),
  revokedAt: null,
  refreshDueAt: null,
}
const sign = (issuer: SigningIssuer, other: Partial<Badge> = {}, at = NOW) =>
  signCredential(
    issuer,
    openBadgeOf(issuer, { ...badge, ...other }, { name: 'सुनीता कुमारी मीणा' }),
    at,
  ) as Promise<Json>

/** What both verifiers say; they must agree. */
async function judged(
  credential: Json,
  published: ReadonlyMap<string, object>,
  resolve: Resolve = resolveDidKey,
) {
  const fetchList = async (url: string) => published.get(url) as Json
  const [common, independent] = [
    await verifyByCommonLibrary(credential, published),
    await verifyBadge(credential, fetchList, NOW, resolve),
  ]
  expect([common, independent]).toEqual([independent, independent])
  return independent
}

const local = await issuerWith(keys, LOCAL, NAMES, NOW)
const listed = async (issuer: SigningIssuer, revoked: number[], at = NOW) =>
  new Map([[`${issuer.origin}/credentials/status/1`, await signStatusList(issuer, 1, revoked, at)]])

describe('a badge, judged by two lineages of other people’s code', () => {
  it('is valid; its status index is text, its list 131072 long', async () => {
    const signed = await sign(local)
    expect(await judged(signed, await listed(local, [131_072 + 78]))).toBe('valid')
    expect(signed.credentialStatus).toMatchObject({ statusListIndex: '77' })
    expect(signed.issuer).toMatchObject({ id: expect.stringMatching(/^did:key:z6Mk/) as string })
  })

  it('is revoked once the list says so', async () => {
    expect(await judged(await sign(local), await listed(local, [131_072 + 77]))).toBe('revoked')
  })

  it('is valid and revoked alike where the verifier’s clock is some minutes behind the house’s', async () => {
    const ahead = new Date(NOW.getTime() + 5 * 60_000)
    expect(await judged(await sign(local), await listed(local, [], ahead))).toBe('valid')
    expect(await judged(await sign(local), await listed(local, [131_072 + 77], ahead))).toBe('revoked')
  })

  it('is expired after its last moment', async () => {
    expect(await judged(await sign(local, { expiresAt: day(-1) }), await listed(local, []))).toBe('expired')
  })

  it.each([
    ['its name', (c: Json) => void ((c.credentialSubject as Json).identifier = [])],
    ['its achievement', (c: Json) => void (((c.credentialSubject as Json).achievement as Json).name = 'PhD')],
    ['its last day', (c: Json) => void (c.validUntil = '2099-01-01T00:00:00Z')],
    ['its place in the list', (c: Json) => void ((c.credentialStatus as Json).statusListIndex = '78')],
    ['its status, left out', (c: Json) => void delete c.credentialStatus],
    ['the time of its proof', (c: Json) => void ((c.proof as Json).created = '2020-01-01T00:00:00Z')],
  ])('is refused when somebody changed %s', async (_, change) => {
    const signed = structuredClone(await sign(local))
    change(signed)
    expect(await judged(signed, await listed(local, []))).toBe('refused')
  })

  it('is refused in the name of another issuer, and with a list that another signed or that cannot be had', async () => {
    const stranger = await issuerWith(ring().keys, LOCAL, NAMES, NOW)
    const signed = await sign(stranger)
    const borrowed = { ...signed, issuer: { ...(signed.issuer as Json), id: local.did } }
    expect(await judged(borrowed, await listed(local, []))).toBe('refused')
    const posing = await sign({ ...stranger, did: local.did })
    expect(await proofHolds(posing)).toBe(false)
    expect(await judged(await sign(local), new Map())).toBe('refused')
    // The common library asks only whether the list's own proof holds; whose list it is, ours asks.
    const foreign = (await listed(stranger, [])) as ReadonlyMap<string, object>
    expect(await verifyBadge(await sign(local), async (url) => foreign.get(url) as Json, NOW)).toBe('refused')
  })

  it('of a public host is did:web, and what an older key signed still holds after a newer came', async () => {
    const before = await sign(await issuerWith(keys, PUBLIC, NAMES, day(-1)), {}, day(-1))
    rotateSigningKey(folder, new Date(NOW.getTime() + 5.5 * 3_600_000).toISOString().slice(0, 10))
    const renewed = openKeyRing(folder)
    const issuer = await issuerWith(renewed, PUBLIC, NAMES, NOW)
    expect(issuer.did).toBe('did:web:volunteers.example.org')
    expect(issuer.keyId).toBe('did:web:volunteers.example.org#key-2')
    const did = (await didDocumentOf(renewed, PUBLIC)) as { verificationMethod: Json[] }
    const resolve: Resolve = async (method) =>
      did.verificationMethod.find(({ id }) => id === method) as unknown as Awaited<ReturnType<Resolve>>
    const published = new Map<string, object>([
      ...(await listed(issuer, [])),
      [`${PUBLIC}/.well-known/did.json`, did],
    ])
    expect(await judged(await sign(issuer), published, resolve)).toBe('valid')
    expect(await judged(before, published, resolve)).toBe('valid')
    // A host whose document cannot be had; the common library remembers those it has seen.
    const away = await issuerWith(renewed, 'https://away.example.org', NAMES, NOW)
    const unreachable: Resolve = async () => {
      throw new Error('unreachable')
    }
    expect(await judged(await sign(away), await listed(away, []), unreachable)).toBe('refused')
    expect(await didDocumentOf(renewed, LOCAL)).toBeUndefined()
  })

  it('asks no other machine for a context', async () => {
    await expect(fromDisk('https://schema.org/')).rejects.toThrow(/on disk/)
  })
})

/** VC-DI-EdDSA, W3C Recommendation of 15 May 2025, B.1 "Representation: eddsa-rdfc-2022". */
describe('W3C’s vectors of eddsa-rdfc-2022', () => {
  const METHOD = 'z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2'
  const unsigned = {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://www.w3.org/ns/credentials/examples/v2'],
    id: 'urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33',
    type: ['VerifiableCredential', 'AlumniCredential'],
    name: 'Alumni Credential',
    description: 'A minimum viable example of an Alumni Credential.',
    issuer: 'https://vc.example/issuers/5678',
    validFrom: '2023-01-01T00:00:00Z',
    credentialSubject: { id: 'did:example:abcdefgh', alumniOf: 'The School of Examples' },
  }
  const PROOF_VALUE =
    'z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme'

  it('come out of the library that signs for us, and hold for the one that shares nothing with it', async () => {
    const signer = signerOfSeed(fromMultibase('z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq').subarray(2))
    const suite = new DataIntegrityProof({
      signer: {
        algorithm: 'Ed25519',
        id: `did:key:${METHOD}#${METHOD}`,
        sign: async ({ data }) => signer.sign(data),
      },
      date: '2023-02-24T23:36:38Z',
      cryptosuite,
    })
    const documentLoader = async (url: string) =>
      url === 'https://www.w3.org/ns/credentials/examples/v2'
        ? {
            contextUrl: null,
            documentUrl: url,
            document: { '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' } },
          }
        : fromDisk(url)
    const signed = (await issue({ credential: unsigned, suite, documentLoader })) as unknown as Json
    expect((signed.proof as Json).proofValue).toBe(PROOF_VALUE)
    const hashes = await hashesOf(signed)
    expect(hashes.proof.toString('hex')).toBe(
      'bea7b7acfbad0126b135104024a5f1733e705108f42d59668b05c0c50004c6b0',
    )
    expect(hashes.document.toString('hex')).toBe(
      '517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017',
    )
    expect(await proofHolds(signed)).toBe(true)
  })
})

describe('the shape of a badge', () => {
  /** Every path of a document that leads to a value. */
  const paths = (value: unknown, path: readonly string[] = []): (readonly string[])[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...paths(inner, [...path, key])])
      : []
  const without = (document: Json, path: readonly string[]): Json => {
    const copy = structuredClone(document) as Record<string, unknown>
    const parent = path.slice(0, -1).reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, copy)
    if (Array.isArray(parent)) parent.splice(Number(path.at(-1)), 1)
    else delete parent[path.at(-1)!]
    return copy as Json
  }
  const kinds = ['course', 'attendance', 'title'] as const
  const signed = () =>
    Promise.all(
      [LOCAL, PUBLIC].flatMap((origin) =>
        kinds.flatMap((kind) =>
          [day(100), null].map(async (expiresAt) => sign(await issuerWith(keys, origin, NAMES, NOW), { award: { ...badge.award, kind }, expiresAt })),
        ),
      ),
    )

  it('is what 1EdTech’s schema for Open Badges 3.0 asks, for every kind, with an end and without, by did:key and did:web', async () => {
    for (const credential of await signed()) expect(openBadgeShape.safeParse(credential).error).toBeUndefined()
  })

  it('loses it with any field that the schema asks for, or a value that it does not know', async () => {
    const [credential] = await signed()
    const optional = ['name', 'validUntil', 'credentialStatus', 'issuer.name', 'issuer.url', 'credentialSubject.achievement.achievementType', 'credentialSubject.achievement.criteria.narrative', 'proof.created']
    const isOptional = (path: string) => optional.includes(path) || (path.startsWith('credentialStatus.') && !/\.(id|type)$/.test(path))
    const asked = paths(credential).filter((path) => !isOptional(path.join('.')))
    expect(asked.length).toBeGreaterThan(25)
    const kept = asked.filter((path) => openBadgeShape.safeParse(without(credential!, path)).success).map((path) => path.join('.'))
    expect(kept).toEqual([])
    const subject = credential!.credentialSubject as Record<string, object>
    for (const wrong of [
      { achievement: { ...subject.achievement, achievementType: 'Title' } },
      { identifier: [{ ...(subject.identifier as object[])[0], spare: 1 }] },
      { identifier: [] },
    ])
      expect(openBadgeShape.safeParse({ ...credential, credentialSubject: { ...subject, ...wrong } }).success).toBe(false)
  })
}) // prettier-ignore
