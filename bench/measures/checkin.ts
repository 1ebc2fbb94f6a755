import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkPass, decodePass, encodePass, passFromText, passToText } from '#engines/passes/index.ts'
import { decideGate, revokedOf, type Gate } from '#modules/events/domain/gate/decide.ts'
import { bookOf, byCode, byPhone } from '#modules/events/domain/gate/gateBook.ts'
import { encodeGateList, openGateList, type ListedPass } from '#modules/events/domain/gate/gateList.ts'
import { markOfDigits } from '#modules/events/domain/gate/phoneMark.ts'
import { reconcile, type HeldScan } from '#modules/events/domain/gate/reconcile.ts'
import { codeOfSerial, SERIALS } from '#modules/events/domain/gate/scan.ts'
import { createKeys, openKeyRing } from '#platform/keys/keyRing.ts'
import { signingKeyOn } from '#platform/keys/signingKey.ts'
import { verifyHere } from '../../src/verifier/ed25519.ts'
import { percentile, timed } from '../percentile.ts'
import { milliseconds, type Line, type Measure } from '../report.ts'
import { fetchedLists } from './gateLists.ts'

const PASSES = 52_000
const SCANS = 2000
const PROMISED_MS = 20
const NAMES = ['सुनीता मीणा', 'रामलाल गुर्जर', 'कमला देवी चौधरी', 'महेश कुमार', 'ज़ैनब बानो', 'गीता शर्मा']
const LATIN = [
  'Sunita Meena',
  'Ramlal Gurjar',
  'Kamla Devi Chaudhary',
  'Mahesh Kumar',
  'Zainab Bano',
  'Geeta Sharma',
]
const PLACES = Array.from({ length: 41 }, (_, index) => `ज़िला ${index + 1}`)

export const checkin: Measure = {
  title: 'Check-in',
  about: `A gate device that holds ${PASSES.toLocaleString('en-IN')} passes, with the very code that the page runs (Ed25519 by WebCrypto, as on a phone): its list, a decision for each scan (text of the code → bytes →
signature → list → answer), the search by phone, and six devices that scanned 5,000 people, every tenth at two gates, reckoned by the house; twenty phones that fetch the list at once.`,
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'karyakarta-bench-'))
    try {
      createKeys(join(folder, 'keys'))
      const ring = openKeyRing(join(folder, 'keys'))
      return [
        ...(await device(signingKeyOn(ring.signing, '2099-12-31'))),
        ...reckoned(),
        ...(await fetchedLists()),
      ]
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
} // prettier-ignore

async function device(signer: ReturnType<typeof signingKeyOn>): Promise<Line[]> {
  const now = Date.now()
  const today = new Date(now).toISOString().slice(0, 10)
  const passes = Array.from({ length: PASSES }, (_, nth): ListedPass => ({
    serial: (nth * 7919 * 2654435761 + 12_345) % SERIALS,
    standing: nth % 20 === 0 ? 'withdrawn' : nth % 50 === 1 ? 'waiting' : 'coming',
    place: PLACES[nth % 41]!,
    name: NAMES[nth % 6]!,
    nameLatin: LATIN[nth % 6]!,
    mark: markOfDigits(String(nth % 10_000).padStart(4, '0'))!,
  }))
  const began = performance.now()
  const bytes = encodeGateList({ about: 12, madeAt: now, since: null, total: PASSES, passes }, signer)
  const made = performance.now() - began
  const keys = [{ publicKey: signer.publicKey, from: signer.from, until: signer.until }]
  const opening = await timed(5, async () => bookOf([(await openGateList(bytes, keys, verifyHere))!]), 1)
  const book = bookOf([(await openGateList(bytes, keys, verifyHere))!])!
  const codes = Array.from({ length: SCANS }, (_, nth) => {
    const { serial, name, place } = passes[(nth * 97) % PASSES]!
    const pass = { kind: 'event', serial, about: 12, from: today, until: '2099-12-31', name, words: place } as const
    return `HTTPS://ORGANISATION.EXAMPLE/P/${passToText(encodePass(pass, signer))}`
  })
  const gate: Gate = { book, way: 'entry', isInside: () => false, staff: null, isClockTrusted: true }
  let nth = 0
  let wrong = 0
  const deciding = await timed(SCANS - 20, async () => {
    const read = passFromText(codes[nth++ % SCANS]!)
    const answer = await checkPass(read, { keys, list: revokedOf(book), now, verify: verifyHere, listLasts: Infinity })
    const { reason, listed } = decideGate({ how: 'camera', answer, pass: decodePass(read).pass }, gate)
    if ({ coming: 'ok', waiting: 'waiting', withdrawn: 'withdrawn' }[listed!.standing as 'coming'] !== reason) wrong++
  }, 20) // prettier-ignore
  const searching = await timed(200, () => Promise.resolve(byPhone(book, String(nth++ % 10_000).padStart(4, '0'), 'सु')))
  const coding = await timed(200, () => Promise.resolve(byCode(book, codeOfSerial(passes[nth++ % PASSES]!.serial))))
  const p99 = percentile(deciding, 0.99)
  return [
    {
      what: `${PASSES.toLocaleString('en-IN')} passes, on the way and on the device`,
      measured: `${(bytes.length / 1e6).toFixed(2)} MB`,
      promised: '',
    },
    { what: 'made and signed by the house', measured: milliseconds(made), promised: '' },
    { what: 'opened on the device: signature, names, index (once a start)', measured: milliseconds(percentile(opening, 0.5)), promised: '' },
    {
      what: `decision for a scanned code, p50; p99 of ${(SCANS - 20).toLocaleString('en-IN')}; wrong ones`,
      measured: `${milliseconds(percentile(deciding, 0.5))}; ${milliseconds(p99)}; ${wrong}`,
      promised: `≤ ${PROMISED_MS} ms, none wrong`,
      holds: p99 <= PROMISED_MS && wrong === 0,
    },
    {
      what: 'search by phone and name, p99; by short code, p99',
      measured: `${milliseconds(percentile(searching, 0.99))}; ${milliseconds(percentile(coding, 0.99))}`,
      promised: `≤ ${PROMISED_MS} ms`,
      holds: percentile(searching, 0.99) <= PROMISED_MS,
    },
  ]
} // prettier-ignore

function reckoned(): Line[] {
  const scans: HeldScan[] = []
  for (let serial = 0; serial < 5000; serial++)
    for (const [gate, minutes] of serial % 10 === 0 ? [[serial % 6, 0], [(serial + 1) % 6, 3]] as const : [[serial % 6, 0]] as const) // prettier-ignore
      scans.push({ id: `${serial}-${gate}`, device: String(gate), serial, hall: null, way: 'entry', at: serial * 1000 + minutes * 60_000, nth: serial, decided: 'ok', undoes: null, standing: 'counts' }) // prettier-ignore
  const began = performance.now()
  const told = [...Map.groupBy(scans, ({ serial }) => serial).values()].map((own) => reconcile(own))
  const took = performance.now() - began
  const questions = told.reduce((sum, { items }) => sum + items.length, 0)
  return [
    {
      what: '5,000 people of six devices reckoned; attended; questions for two gates',
      measured: `${milliseconds(took)}; ${told.filter(({ attendedBy }) => attendedBy !== null).length}; ${questions}`,
      promised: '5,000 and 500',
      holds: questions === 500 && told.every(({ attendedBy }) => attendedBy !== null),
    },
  ]
}
