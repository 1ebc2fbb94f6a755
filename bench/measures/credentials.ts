import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import {
  checkPass,
  encodeList,
  encodePass,
  openList,
  passFromText,
  passToText,
  type CompactPass,
} from '#engines/passes/index.ts'
import { drawCertificate } from '#modules/credentials/server/certificate/drawCertificate.ts'
import { openBadgeOf } from '#modules/credentials/domain/openBadge.ts'
import { LIST_LENGTH } from '#modules/credentials/domain/statusList.ts'
import { issuerWith } from '#modules/credentials/server/signing/issuer.ts'
import { passKeysOf, passSignerOn, verifyPass } from '#modules/credentials/server/signing/passKeys.ts'
import { signCredential } from '#modules/credentials/server/signing/signCredential.ts'
import { signStatusList } from '#modules/credentials/server/signing/signStatusList.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { createKeys, openKeyRing, type KeyRing } from '#platform/keys/keyRing.ts'
import { percentile, timed } from '../percentile.ts'
import { milliseconds, type Line, type Measure } from '../report.ts'

const BADGES = 10_000
const CERTIFICATES = 100
const CARDS = 52_000
/** A card in twenty was replaced or ended. */
const REVOKED = CARDS / 20
const CHECKS = 2000
/** What a gate waits for, milliseconds. */
const PROMISED_CHECK = 5
const AWARD = {
  number: 1,
  kind: 'course',
  about: 'bench@1',
  nameHi: 'व्हाट्सऐप पर ईमानदार काम',
  nameEn: 'Honest work with WhatsApp',
  criteriaHi: 'छह पाठ पूरे किए और हर पाठ के सवालों के सही उत्तर दिए।',
  criteriaEn: 'Finished six lessons and answered the questions of each rightly.',
} as const
const NAME = 'सुनीता कुमारी मीणा'
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`

export const credentials: Measure = {
  title: 'Credentials',
  about: `${BADGES.toLocaleString('en-IN')} Open Badges 3.0 signed one after the other (\`eddsa-rdfc-2022\`, contexts from disk), as when each owner downloads hers, and a status list with 500 of them
revoked; ${CERTIFICATES} certificates as PDF; compact passes judged against a list of ${CARDS.toLocaleString('en-IN')} cards of which ${REVOKED.toLocaleString('en-IN')} are revoked, as a verifier without a network does.`,
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'karyakarta-bench-'))
    try {
      createKeys(join(folder, 'keys'))
      const keys = openKeyRing(join(folder, 'keys'))
      return [...(await badges(keys)), ...(await certificates()), ...(await passes(keys))]
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function badges(keys: KeyRing): Promise<Line[]> {
  const now = new Date()
  const issuer = await issuerWith(
    keys,
    'https://volunteers.example.org',
    { nameHi: 'नमूना', nameEn: 'Sample' },
    now,
  )
  let bytes = 0
  const began = performance.now()
  for (let serial = 0; serial < BADGES; serial++) {
    const badge = {
      id: uuidv7(),
      serial,
      award: AWARD,
      earnedAt: now,
      expiresAt: null,
      revokedAt: null,
      refreshDueAt: null,
    }
    bytes += JSON.stringify(
      await signCredential(issuer, openBadgeOf(issuer, badge, { name: NAME }), now),
    ).length
  }
  const signed = performance.now() - began
  const started = performance.now()
  const revoked = Array.from({ length: 500 }, (_, nth) => (nth * 74_093 + 27_449) % LIST_LENGTH)
  const list = Buffer.from(JSON.stringify(await signStatusList(issuer, 0, revoked, now)))
  const listed = performance.now() - started
  return [
    {
      what: `${BADGES.toLocaleString('en-IN')} badges signed`,
      measured: `${seconds(signed)}, ${milliseconds(signed / BADGES)} each`,
      promised: '',
    },
    { what: 'a badge as JSON', measured: kilobytes(bytes / BADGES), promised: '' },
    {
      what: 'their status list, signed: time; bytes as served',
      measured: `${milliseconds(listed)}; ${kilobytes(list.length)}, ${kilobytes(gzipSync(list).length)} gzip`,
      promised: '',
    },
  ]
}

async function certificates(): Promise<Line[]> {
  let bytes = 0
  const began = performance.now()
  for (let nth = 0; nth < CERTIFICATES; nth++)
    bytes += (
      await drawCertificate({
        organisationHi: 'नमूना संगठन',
        organisationEn: 'Sample organisation',
        accent: '#0b5d5b',
        name: NAME,
        nameLatin: 'Sunita Kumari Meena',
        awardHi: AWARD.nameHi,
        awardEn: AWARD.nameEn,
        criteriaHi: AWARD.criteriaHi,
        criteriaEn: AWARD.criteriaEn,
        earnedAt: new Date(),
        expiresAt: null,
        address: `HTTPS://VOLUNTEERS.EXAMPLE.ORG/P/${'A2'.repeat(94)}`,
        shortCode: '0AB4-7KQ2-9XZD',
        checkAddress: 'volunteers.example.org/check',
      })
    ).length
  const took = performance.now() - began
  return [
    {
      what: `${CERTIFICATES} certificates as PDF, Devanagari shaped`,
      measured: `${seconds(took)}, ${kilobytes(bytes / CERTIFICATES)} each`,
      promised: '',
    },
  ]
}

async function passes(keys: KeyRing): Promise<Line[]> {
  const now = Date.now()
  const signer = passSignerOn(keys, new Date(now))
  const known = passKeysOf(keys)
  const serialOf = (nth: number) => (nth * 2_654_435_761) % 2 ** 32
  const bytes = encodeList(
    {
      kind: 'card',
      about: 0,
      madeAt: now,
      serials: Array.from({ length: REVOKED }, (_, nth) => serialOf(nth * 20)),
    },
    signer,
  )
  const [opened] = await timed(1, () => openList(bytes, known, verifyPass), 2)
  const list = await openList(bytes, known, verifyPass)
  const pass = (nth: number): CompactPass => ({
    kind: 'card',
    serial: serialOf(nth),
    about: 43,
    from: signer.from,
    until: '2028-11-25',
    name: 'सुनीता',
    words: 'विद्याधर नगर',
  })
  const texts = Array.from({ length: CHECKS }, (_, nth) => passToText(encodePass(pass(nth), signer)))
  const samples: number[] = []
  let wrong = 0
  for (const [nth, text] of texts.entries()) {
    const started = performance.now()
    const { answer } = await checkPass(passFromText(text), { keys: known, list, now, verify: verifyPass })
    samples.push(performance.now() - started)
    if (answer !== (nth % 20 === 0 ? 'revoked' : 'valid')) wrong++
  }
  const p99 = percentile(samples, 0.99)
  return [
    {
      what: `${CHECKS.toLocaleString('en-IN')} compact passes judged: rightly`,
      measured: `${CHECKS - wrong} of ${CHECKS}`,
      promised: 'all',
      holds: wrong === 0,
    },
    {
      what: 'judging one, from the text of its QR code: p99',
      measured: milliseconds(p99),
      promised: `≤ ${PROMISED_CHECK} ms`,
      holds: p99 <= PROMISED_CHECK,
    },
    {
      what: `the compact list of ${REVOKED.toLocaleString('en-IN')} revoked cards: bytes; opened and verified in`,
      measured: `${kilobytes(bytes.length)}; ${milliseconds(opened!)}`,
      promised: '',
    },
  ]
}
