/** Lists of booths as offices really send them: whatever the people's import survives, these survive, by the same machinery. */
import { describe, expect, it } from 'vitest'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { receive } from '#platform/files/receive.ts'
import { workbook } from '#tests/builders/workbook.ts'
import { typeInKrutiDev } from '../../../../engines/krutidev/typeInKrutiDev.ts'
import { readPlanOrList } from './readPlan.ts'

const read = async (bytes: Buffer) => {
  const received = await receive(
    (async function* () {
      yield bytes
    })(),
    16 * 1024 * 1024,
  )
  return readPlanOrList(received).finally(() => received.discard())
}
const told = async (bytes: Buffer) => {
  const file = await read(bytes)
  if (!('booths' in file)) throw new Error('taken for a plan')
  return file.booths.map(({ constituency, booth, nameHi, nameEn }) => [constituency, booth, nameHi, nameEn])
}
const refusal = async (bytes: Buffer) => {
  const thrown = await read(bytes).catch((error: unknown) => error)
  return isRefusal(thrown) ? thrown.fields.file : thrown
}

describe('a workbook', () => {
  it('with a merged title, two rows of merged headings, cells over several lines and a constituency merged over its booths', async () => {
    const title = 'मतदान केन्द्रों की सूची, वर्ष 2026'
    const file = workbook(
      [
        [title],
        ['जिला: जयपुर', null, null, null, null],
        ['क्र.सं.', 'विधानसभा\nक्षेत्र', 'मतदान केन्द्र', null, 'मतदाता'],
        [null, null, 'की संख्या', 'का नाम\nव भवन', 'कुल'],
        [1, 2, 3, 4, 5],
        [1, '56-बगरू', 1, 'राजकीय विद्यालय\nपूर्वी भाग', 912],
        [2, null, 2, 'पंचायत भवन, कमरा 2', 1044],
        [3, '57 - सांगानेर', '0001', 'टाउन हॉल', 700],
        [4, null, { formula: 'C8+1', value: '2.0' }, 'पुस्तकालय', 701],
      ],
      { merged: ['A1:E1', 'A3:A4', 'B3:B4', 'C3:D3', 'B6:B7', 'B8:B9'] },
    )
    expect(await told(file)).toEqual([
      ['56', '1', 'राजकीय विद्यालय पूर्वी भाग', ''],
      ['56', '2', 'पंचायत भवन, कमरा 2', ''],
      ['57', '1', 'टाउन हॉल', ''],
      ['57', '2', 'पुस्तकालय', ''],
    ])
  })
  it('whose formulas would run somewhere is read by their last results, as texts', async () => {
    const file = workbook([
      ['AC No', 'Booth No', 'Booth Name'],
      [1, 1, { formula: 'HYPERLINK("http://x","Hall")', value: 'Hall' }],
      [1, 2, 'School'],
    ])
    expect(await told(file)).toEqual([['1', '1', '', 'Hall'], ['1', '2', '', 'School']]) // prettier-ignore
  })
})

describe('a CSV file', () => {
  const lines = ['AC No|Part No|Polling Station Name', '1|1|Govt School', '1|2|पंचायत भवन', '2|1|Hall']
  const cells = [['1', '1', '', 'Govt School'], ['1', '2', 'पंचायत भवन', ''], ['2', '1', '', 'Hall']] // prettier-ignore
  it.each([',', ';', '\t', '|'])(
    'parted by %j, in UTF-8, UTF-8 with a mark and UTF-16',
    async (delimiter) => {
      const text = lines.map((line) => line.replaceAll('|', delimiter)).join('\r\n')
      expect(await told(Buffer.from(text))).toEqual(cells)
      expect(await told(Buffer.from(`\ufeff${text}`))).toEqual(cells)
      expect(await told(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(cells)
      expect(await told(Buffer.from(text, 'utf16le'))).toEqual(cells)
    },
  )
  it('typed in an old Hindi font and saved in Windows’ Western encoding, headings and all', async () => {
    const names = ['राजकीय विद्यालय', 'पंचायत भवन', 'नगर पालिका', 'पुस्तकालय']
    const quoted = (hindi: string) => `"${typeInKrutiDev(hindi).replaceAll('"', '""')}"`
    const headings = ['विधानसभा संख्या', 'बूथ संख्या', 'बूथ का नाम'].map(quoted).join(',')
    const text = [headings, ...names.map((name, at) => `56,${at + 1},${quoted(name)}`)].join('\n')
    expect((await told(Buffer.from(text, 'latin1'))).map(([, , name]) => name)).toEqual(names)
  })
  it('exported from merged cells, with blank lines, page titles and headings again on every page', async () => {
    const text = [
      ',,,', 'Polling stations,,,', 'Sr.,Assembly Constituency,Polling Station,Polling Station', ',,No.,Name',
      '1,56 - Bagru,1,School', '2,,2,"Hall, first', 'floor"', '', 'Sr.,Assembly Constituency,Polling Station,Polling Station', ',,No.,Name',
      '3,57 - Sanganer,1,Library', '4,,2,Bank', ',,,Total', 
    ].join('\n') // prettier-ignore
    expect(await told(Buffer.from(text))).toEqual([
      ['56', '1', '', 'School'],
      ['56', '2', '', 'Hall, first floor'],
      ['57', '1', '', 'Library'],
      ['57', '2', '', 'Bank'],
      // What may be no booth is for a person to say: a line to mend or leave out.
      ['57', '', '', 'Total'],
    ])
  })
  it('that is a plan with a heading twice is refused where the two disagree, and read where one of them is empty', async () => {
    const headings = 'क्या,तारीख,पुरानी विधानसभा,पुराना बूथ,नया बूथ,नया बूथ'
    const plan = (line: string) => Buffer.from(`${headings}\n${line}`)
    expect(await refusal(plan('बाँटें,2026-01-01,1,10,23458,23459'))).toBe('places_r_heading_twice')
    expect(await read(plan('बाँटें,2026-01-01,1,10,,23459'))).toMatchObject({
      lines: [{ given: { newBooth: '23459' } }],
    })
  })

  it('without any headings', async () => {
    const text = ['1,1,Govt School', '1,2,Panchayat', '1,3,Library', '2,1,Hall', '2,2,Bank'].join('\n')
    expect((await told(Buffer.from(text))).at(-1)).toEqual(['2', '2', '', 'Bank'])
  })
  it('that is a plan stays one, whatever its columns look like', async () => {
    const plan = 'what,date,old constituency,old booth,name english\nrename,2026-12-01,1,1,Hall'
    expect(await read(Buffer.from(plan))).toEqual({
      lines: [{ line: 2, given: { what: 'rename', date: '2026-12-01', oldConstituency: '1', oldBooth: '1', nameEn: 'Hall' } }],
    }) // prettier-ignore
  })
  it('that is a list of people, a letter or a table of something else is refused with what is asked for', async () => {
    expect(await refusal(Buffer.from('Name,Mobile,AC No,Booth No\nSunita,9829012345,1,1\nRamesh,9829012346,1,2'))).toBe('places_r_list_of_people') // prettier-ignore
    expect(await refusal(Buffer.from('Dear all,\nplease find attached'))).toBe('places_r_no_headings')
  })
})
