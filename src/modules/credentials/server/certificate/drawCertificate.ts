import { once } from 'node:events'
import PDFDocument from 'pdfkit'
import { day } from '#design/display/day.ts'
import { drawQr } from '#design/display/drawQr.ts'
import { fontOf } from '#platform/rendering/fonts.ts'
import { broken, writeCentred } from './writeLine.ts'

/** All that stands on a certificate. Hindi first, English beside it: it is shown to people of both. */
export interface Certificate {
  readonly organisationHi: string
  readonly organisationEn: string
  /** `#rrggbb`, as the organisation chose it. */
  readonly accent: string
  /** In Devanagari, and in Latin script. */
  readonly name: string
  readonly nameLatin: string
  readonly awardHi: string
  readonly awardEn: string
  readonly criteriaHi: string
  readonly criteriaEn: string
  readonly earnedAt: Date
  readonly expiresAt: Date | null
  /** What its QR code leads to, and where one checks by hand. */
  readonly address: string
  /** What is typed where nobody has a camera. */
  readonly shortCode: string
  readonly checkAddress: string
}

/** A4 across, in points. */
const WIDTH = 841.89
const HEIGHT = 595.28
const MIDDLE = WIDTH / 2
const MOST = WIDTH - 140
const QUIET = '#4b564f'
/** The QR code's side: 30 mm, which any phone reads from a hand's distance. */
const CODE = 85

/**
 * Draws a certificate as PDF with its fonts inside, so that it looks the same everywhere; conjuncts are shaped by fontkit as HarfBuzz shapes them.
 * @returns the whole file, about 60 kB
 */
export async function drawCertificate(certificate: Certificate): Promise<Buffer> {
  const title = `${certificate.awardHi} · ${certificate.name}`
  const doc = new PDFDocument({
    size: [WIDTH, HEIGHT],
    margin: 0,
    // Without one of its own a document asks for Helvetica's measures, which are not among our files.
    font: fontOf('devanagari', 'Regular').file as unknown as string,
    lang: 'hi-IN',
    displayTitle: true,
    info: { Title: title, Author: certificate.organisationHi, CreationDate: certificate.earnedAt },
  })
  const parts: Buffer[] = []
  doc.on('data', (part: Buffer) => parts.push(part))
  const ended = once(doc, 'end')
  frame(doc, certificate.accent)
  words(doc, certificate)
  code(doc, certificate)
  doc.end()
  await ended
  return Buffer.concat(parts)
}

function frame(doc: PDFKit.PDFDocument, accent: string): void {
  doc.rect(0, 0, WIDTH, HEIGHT).fill('#fffefb')
  doc
    .lineWidth(2.5)
    .strokeColor(accent)
    .roundedRect(26, 26, WIDTH - 52, HEIGHT - 52, 10)
    .stroke()
  doc
    .lineWidth(0.6)
    .roundedRect(33, 33, WIDTH - 66, HEIGHT - 66, 7)
    .stroke()
}

function words(doc: PDFKit.PDFDocument, certificate: Certificate): void {
  const { accent } = certificate
  const write = (
    line: string,
    baseline: number,
    size: number,
    other: { weight?: 'Bold'; colour?: string } = {},
  ) => writeCentred(doc, line, { middle: MIDDLE, baseline, most: MOST }, { size, ...other })
  write(`${certificate.organisationHi} · ${certificate.organisationEn}`, 88, 15, { colour: QUIET })
  write('प्रमाण-पत्र', 142, 38, { weight: 'Bold', colour: accent })
  write('Certificate', 166, 14, { colour: QUIET })
  write('यह प्रमाणित किया जाता है कि', 208, 14, { colour: QUIET })
  write(certificate.name, 252, 30, { weight: 'Bold' })
  write(certificate.nameLatin, 276, 14, { colour: QUIET })
  write('को यह मिला · has earned', 304, 12, { colour: QUIET })
  write(certificate.awardHi, 340, 23, { weight: 'Bold', colour: accent })
  write(certificate.awardEn, 362, 14, { colour: accent })
  const style = { size: 11.5, colour: QUIET }
  const reasons = [certificate.criteriaHi, certificate.criteriaEn].flatMap((text) =>
    broken(doc, text, MOST - 160, style).slice(0, 2),
  )
  reasons.forEach((line, nth) => write(line, 394 + nth * 18, style.size, { colour: QUIET }))
}

function code(
  doc: PDFKit.PDFDocument,
  { address, shortCode, checkAddress, earnedAt, expiresAt, accent }: Certificate,
): void {
  const { size, path } = drawQr(address)
  const [left, top] = [WIDTH - 60 - CODE, HEIGHT - 52 - CODE]
  doc
    .save()
    .translate(left, top)
    .scale(CODE / size)
    .rect(0, 0, size, size)
    .fill('#fff')
    .path(path)
    .fill('#000')
    .restore()
  writeCentred(
    doc,
    shortCode,
    { middle: left + CODE / 2, baseline: HEIGHT - 42, most: CODE + 30 },
    { size: 9.5, weight: 'Bold' },
  )
  const most = WIDTH - 2 * 60 - CODE - 30
  const at = (baseline: number) => ({ middle: 60 + most / 2, baseline, most })
  const dates = `${day(earnedAt, 'hi')} · ${day(earnedAt, 'en')}`
  writeCentred(doc, dates, at(HEIGHT - 100), { size: 14, weight: 'Bold', colour: accent })
  if (expiresAt)
    writeCentred(
      doc,
      `${day(expiresAt, 'hi')} तक मान्य · valid until ${day(expiresAt, 'en')}`,
      at(HEIGHT - 80),
      {
        size: 11,
        colour: QUIET,
      },
    )
  writeCentred(
    doc,
    `जाँचें, बिना नेटवर्क के भी · check, also without a network: ${checkAddress}`,
    at(HEIGHT - 60),
    {
      size: 10.5,
      colour: QUIET,
    },
  )
}
