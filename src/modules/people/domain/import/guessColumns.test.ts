import { describe, expect, it } from 'vitest'
import { typeInKrutiDev } from '../../../../engines/krutidev/typeInKrutiDev.ts'
import english from '../../messages/import/en.json' with { type: 'json' }
import hindi from '../../messages/import/hi.json' with { type: 'json' }
import { guessColumns } from './guessColumns.ts'

const rows = (...lines: readonly (readonly string[])[]) => lines.map((cells, at) => ({ line: at + 1, cells }))
const fieldsOf = (...lines: readonly (readonly string[])[]) =>
  guessColumns(rows(...lines)).columns.map(({ field, unkept }) => field ?? (unkept && `no ${unkept}`))
const people = [
  ['सुनीता शर्मा', '98290 12345', '47', '12'],
  ['रमेश मीणा', '9829012346', '47', '13'],
  ['कमला देवी', '+91 98290 12347', '48', '1'],
]

describe('columns are guessed', () => {
  it('from Hindi headings', () => {
    expect(fieldsOf(['कार्यकर्ता का नाम', 'मोबाइल नं.', 'विधानसभा क्रमांक', 'भाग संख्या'], ...people)).toEqual([
      'name',
      'phone',
      'seatNumber',
      'boothNumber',
    ])
  })
  it('from English ones, whatever the number of a booth and of a phone are called', () => {
    expect(fieldsOf(['Worker Name', 'Contact No', 'AC', 'Booth'], ...people)).toEqual([
      'name',
      'phone',
      'seatNumber',
      'boothNumber',
    ])
    expect(fieldsOf(['NAME', 'WHATSAPP NUMBER', 'Assembly Constituency No.', 'Part No'], ...people)).toEqual([
      'name',
      'phone',
      'seatNumber',
      'boothNumber',
    ])
  })
  it('below titles and over two rows of merged headings', () => {
    const guess = guessColumns(
      rows(
        ['List of workers 2026', '', '', ''],
        ['Name', 'Mobile', 'Constituency', 'Constituency'],
        ['', '', 'No', 'Booth No'],
        ...people,
      ),
    )
    expect(guess.headingsEnd).toBe(3)
    expect(guess.columns.map(({ field }) => field)).toEqual(['name', 'phone', 'seatNumber', 'boothNumber'])
  })
  it('in our own file of bad rows, whichever language it came in: its reasons and rows are passed over', () => {
    for (const { people_import_bad_headings_line: line } of [hindi, english])
      expect(
        fieldsOf(
          [hindi.people_import_bad_headings_hi, english.people_import_bad_headings_en, line, 'Name', 'Mobile', 'AC No', 'Booth No'],
          ['नाम नहीं है।', 'The name is missing.', '7', ...people[0]!],
          ['नाम नहीं है।', 'The name is missing.', '9', ...people[1]!],
        ),
      ).toEqual(['no ours', 'no ours', 'no ours', 'name', 'phone', 'seatNumber', 'boothNumber']) // prettier-ignore
  })
  it('from contents where there are no headings', () => {
    const guess = guessColumns(rows(...people))
    expect(guess.headingsEnd).toBe(0)
    expect(guess.columns.map(({ field }) => field)).toEqual(['name', 'phone', null, null])
  })
  it('once each where headings are doubled: the fuller phone, and names of two scripts as such', () => {
    expect(
      fieldsOf(
        ['Name', 'Name', 'Mobile', 'Mobile', 'Name'],
        ['Sunita', 'सुनीता', '', '9829012345', 'x'],
        ['Ramesh', 'रमेश', '', '9829012346', 'y'],
        ['Kamla', 'कमला', '12', '9829012347', 'z'],
      ),
    ).toEqual(['name', 'otherName', null, 'phone', null])
  })
  it('by how much stands in them: the father’s name that few wrote down is not taken for the name, nor the rare second phone for the phone', () => {
    expect(
      fieldsOf(
        ['Name', 'Name', 'Mobile', 'Mobile'],
        ['Sunita Devi 2', 'Ram', '', '98290 12345'],
        ['Ramesh', '', '9829012350', '98290 12346'],
        ['Kamla', '', '', '98290 12347'],
      ),
    ).toEqual(['name', null, null, 'phone'])
  })
  it('and what is kept about nobody is told and left alone', () => {
    expect(
      fieldsOf(
        ['Name', "Father's name", 'Mobile', 'जाति', 'धर्म', 'Voter ID', 'Party', 'आधार नं'],
        ['Sunita', 'Ram', '9829012345', 'x', 'y', 'z', 'w', '1'],
      ),
    ).toEqual(['name', 'no relative', 'phone', 'no belief', 'no belief', 'no document', 'no belief', 'no document']) // prettier-ignore
  })
  it('in an old font, headings and contents, and marked as such', () => {
    const guess = guessColumns(
      rows(
        ['नाम', 'मोबाईल', 'जिला'].map(typeInKrutiDev),
        ...people.map(([name, phone]) => [typeInKrutiDev(name!), phone!, typeInKrutiDev('जयपुर')]),
      ),
    )
    expect(guess.columns.map(({ field, krutiDev }) => [field, krutiDev])).toEqual([
      ['name', true],
      ['phone', false],
      ['district', true],
    ])
  })
  it('below three rows of headings and a row that counts the columns', () => {
    const guess = guessColumns(
      rows(
        ['कार्यकर्ता', 'कार्यकर्ता', 'विधानसभा', 'बूथ'],
        ['कार्यकर्ता', 'मोबाइल', 'विधानसभा', 'बूथ'],
        ['का नाम', 'नं.', 'की संख्या', 'की संख्या'],
        ['1', '2', '3', '4'],
        ...people,
      ),
    )
    expect(guess.headingsEnd).toBe(4)
    expect(guess.columns.map(({ field }) => field)).toEqual(['name', 'phone', 'seatNumber', 'boothNumber'])
  })
  it('with some cells in an old font, which are shown and marked as such', () => {
    const mixed = people.map(([name, ...rest], at) => [at === 1 ? typeInKrutiDev('रमेश मीणा') : name!, ...rest]) // prettier-ignore
    const guess = guessColumns(rows(['Name', 'Mobile', 'AC', 'Booth'], ...mixed, ['Mohan Lal', '9829012350', '47', '14'], ['Kamla Devi', '9829012351', '47', '15'])) // prettier-ignore
    expect(guess.columns.map(({ krutiDev, someOldFont }) => [krutiDev, someOldFont ?? false])).toEqual([[true, true], [false, false], [false, false], [false, false]]) // prettier-ignore
    expect(guess.columns[0]!.examples).toContain(typeInKrutiDev('रमेश मीणा'))
  })
  it('with short remarks in a column that is not used, which are no old font', () => {
    const guess = guessColumns(
      rows(['Name', 'Mobile', 'Remarks'], ...people.map(([name, phone]) => [name!, phone!, 'ok'])),
    )
    expect(guess.columns[2]).toMatchObject({ field: null, krutiDev: false })
  })
  it('below a title that is merged over all or nearly all columns, whatever words stand in it', () => {
    const title = 'जयपुर ज़िला कार्यकर्ता सूची'
    const headings = ['District', 'Vidhan Sabha', 'Booth No', 'Name of Worker', 'Phone / WhatsApp', 'Remarks']
    const list = people.map(([name, phone], at) => ['जयपुर', 'आमेर', String(at + 60), name!, phone!, 'ok'])
    for (const above of [headings.map(() => title), [...headings.slice(1).map(() => title), '28.11.2026']]) {
      const guess = guessColumns(rows(above, headings, ...list))
      expect(guess.headingsEnd).toBe(2)
      expect(guess.columns.map(({ heading }) => heading)).toEqual(headings)
      expect(guess.columns.map(({ field }) => field)).toEqual(['district', 'seat', 'boothNumber', 'name', 'phone', null]) // prettier-ignore
    }
    expect(fieldsOf([title, title], ['Name', 'Mobile'], ['Sunita', '98290 12345'])).toEqual(['name', 'phone'])
  })
  it('with a column of mobile numbers, whatever it is called, unless it is what is kept about nobody', () => {
    const list = people.map(([name, phone], at) => [name!, String(at + 60), phone!, `9829 0123 450${at}`])
    expect(fieldsOf(['Name', 'Booth', 'Details', 'UID'], ...list)).toEqual([
      'name',
      'boothNumber',
      'phone',
      null,
    ])
    expect(fieldsOf(['Name', 'Booth', 'District', 'UID'], ...list)).toEqual([
      'name',
      'boothNumber',
      'phone',
      null,
    ])
    expect(fieldsOf(['Name', 'Booth', "Father's contact", 'UID'], ...list)).toEqual(['name', 'boothNumber', 'no relative', null]) // prettier-ignore
    expect(
      fieldsOf(['Name', 'Mobile', 'Details', 'UID'], ...list.map(([name, , phone, uid]) => [name!, '', phone!, uid!])), // prettier-ignore
    ).toEqual(['name', null, 'phone', null])
  })
  it('anew from where somebody says that the headings end', () => {
    const list = rows(['Sita Devi', 'Jaipur', 'x'], ['Name', 'Mobile', 'Booth'], ['1', '2', '3'], ...people.map((row) => row.slice(0, 3))) // prettier-ignore
    const from = (end: number) => {
      const { headingsEnd, columns } = guessColumns(list, 'people', end)
      return [headingsEnd, ...columns.map(({ heading, examples }) => [heading, examples.length > 0 && examples[0]])] // prettier-ignore
    }
    expect(from(3)).toEqual([3, ['Name', 'सुनीता शर्मा'], ['Mobile', '98290 12345'], ['Booth', '47']])
    expect(from(1)).toEqual([1, ['Sita Devi', 'Name'], ['Jaipur', 'Mobile'], ['x', 'Booth']])
    expect(from(0)).toEqual([0, ['', 'Sita Devi'], ['', 'Jaipur'], ['', 'x']])
    const two = rows(
      ['Constituency', 'Constituency', 'Name'],
      ['No', 'Name', ''],
      ['47', 'Amer', 'Sita Devi'],
    )
    expect(guessColumns(two, 'people', 2).columns.map(({ heading }) => heading)).toEqual(['Constituency No', 'Name', 'Name']) // prettier-ignore
  })
  it('of nothing without falling', () => {
    expect(guessColumns([])).toEqual({ headingsEnd: 0, columns: [] })
    expect(fieldsOf([''])).toEqual([null])
  })
})
