import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openParts } from './xlsx/openParts.ts'
import { readXlsx } from './xlsx/readXlsx.ts'
import { writeXlsx, type Workbook } from './writeXlsx.ts'

type Rows = readonly (readonly (string | number)[])[]
const workbook = (rows: AsyncIterable<Rows>): Workbook => ({
  sheet: 'लोग [1]: और/बहुत लंबा नाम जो पत्रक में नहीं समाता',
  id: '0197f0aa-0000-7000-8000-000000000001',
  title: 'लोग',
  creator: 'कमला & साथी',
  at: new Date('2026-11-22T06:30:00Z'),
  mark: 'कमला ने निकाली, 22 नवंबर',
  headings: ['नाम', 'बूथ'],
  rows,
})
async function* inParts(...parts: readonly Rows[]): AsyncGenerator<Rows, void> {
  yield* parts
}
const read = async (file: Buffer) => (await Array.fromAsync(readXlsx(file))).map(({ cells }) => cells)

it('a workbook is read again as it was written, in both scripts, over several parts', async () => {
  const file = await buffer(
    writeXlsx(
      workbook(
        inParts(
          [['सुनीता', 12]],
          [],
          [
            ['Suneeta <b>&"x"', '0012'],
            ['दो\nपंक्तियाँ', ''],
          ],
        ),
      ),
    ),
  )
  expect(await read(file)).toEqual([
    ['कमला ने निकाली, 22 नवंबर'],
    ['नाम', 'बूथ'],
    ['सुनीता', '12'],
    ['Suneeta <b>&"x"', '0012'],
    ['दो\nपंक्तियाँ'],
  ])
})

it('nothing in it is a formula, and no character breaks it', async () => {
  const nasty = ['=HYPERLINK("http://x","y")', '+1', '-1', '@x', '＝1', '\u0000\u0007\ud800x', '\t=1']
  const file = await buffer(writeXlsx(workbook(inParts(nasty.map((text) => [text])))))
  const parts = await openParts(file)
  let sheet = ''
  for await (const piece of parts.text('xl/worksheets/sheet1.xml')) sheet += piece
  expect(sheet).not.toMatch(/<f[ >]/)
  const cells = (await read(file)).slice(2).flat()
  expect(cells.slice(0, 5)).toEqual(nasty.slice(0, 5).map((text) => `'${text}`))
  expect(cells[5]).toContain('x')
})

it('says in its properties and on every printed page whose file it is', async () => {
  const file = await buffer(writeXlsx(workbook(inParts([['x']]))))
  const parts = await openParts(file)
  const text = async (name: string) => (await Array.fromAsync(parts.text(name))).join('')
  const properties = await text('docProps/core.xml')
  expect(properties).toContain('<dc:creator>कमला &amp; साथी</dc:creator>')
  expect(properties).toContain('<dc:identifier>0197f0aa-0000-7000-8000-000000000001</dc:identifier>')
  expect(await text('xl/worksheets/sheet1.xml')).toMatch(/<oddFooter>&amp;L0197f0aa-/)
})

it('holds a part of its rows only: whoever reads slowly slows the rows down, whoever stops ends them', async () => {
  let asked = 0
  let ended = false
  async function* endless(): AsyncGenerator<Rows, void> {
    try {
      for (;;) {
        asked++
        yield Array.from({ length: 1000 }, (_, nth) => [`${Math.random()} ${nth}`, nth])
      }
    } finally {
      ended = true
    }
  }
  const bytes = writeXlsx(workbook(endless()))
  await sleep(300)
  expect(asked).toBeLessThan(60)
  bytes.destroy()
  await expect.poll(() => ended).toBe(true)
})

it('ends with the error that its rows end with', async () => {
  async function* broken(): AsyncGenerator<Rows, void> {
    yield [['x']]
    throw new Error('the database went away')
  }
  await expect(buffer(writeXlsx(workbook(broken())))).rejects.toThrow('the database went away')
})
