import { createWriteStream, readFileSync } from 'node:fs'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'

const namesOf = (file: string, column: number): readonly string[] =>
  readFileSync(`data/names/${file}`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .flatMap((line) => line.split(',')[column] || [])

/**
 * Writes a list of made-up people as a coordinator's spreadsheet has it: names in either script, phones written in several ways, a
 * constituency and a booth by number; of a hundred rows two are bad and one repeats the row before.
 * @param booths a constituency, of 200
 */
export async function writeList(path: string, people: number, booths: number): Promise<void> {
  const given = [namesOf('given.csv', 0), namesOf('given.csv', 1)]
  const surnames = [namesOf('surnames.csv', 0), namesOf('surnames.csv', 2)]
  const file = createWriteStream(path)
  file.write('S.No,Name,Mobile,AC No,Booth No\n')
  let before = ''
  for (let n = 0; n < people; n++) {
    const script = n % 2
    const [first, last] = [given[script]!, surnames[script]!]
    const name = `${first[(n * 7919) % first.length]} ${last[(n * 104_729) % last.length]}`
    const number = 6_000_000_000 + ((n * 7_654_321) % 3_999_999_999)
    const phone = [`${number}`, `+91 ${number}`, `0${number}`, `91-${number}`][n % 4]
    const place = `${1 + (n % 200)},${Math.floor(n / 200) % booths}`
    const line = `${name},${n % 100 === 50 ? '12345' : phone},${n % 100 === 51 ? '999,1' : place}`
    if (!file.write(`${n + 1},${n % 100 === 52 ? before : line}\n`)) await once(file, 'drain')
    before = line
  }
  file.end()
  await finished(file)
}
