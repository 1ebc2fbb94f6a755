import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freePort } from '#tests/database/freePort.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { ensureWebBuild } from './start/webBuild.ts'
import { programOf } from './start/wholeProgram.ts'

let test: TestPlatform
const root = join(import.meta.dirname, '..')

beforeAll(async () => {
  test = await testPlatform()
  await ensureWebBuild(root, new AbortController().signal)
}, 120_000)

const folders: string[] = []
/** A folder of a test's own, removed after all of them. */
function folderFor(what: string): string {
  const folder = mkdtempSync(join(tmpdir(), `karyakarta-${what}-`))
  folders.push(folder)
  return folder
}
afterAll(async () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  await test.close()
})

/** Runs the command line on the test's database; `env` adds to what an operator would set. */
function run(words: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(root, 'cli/karyakarta.mjs'), ...words], {
    env: {
      PATH: process.env.PATH ?? '',
      KARYAKARTA_EDITION: 'organisation',
      DATABASE_URL: test.url,
      KARYAKARTA_KEYS: test.platform.environment.KARYAKARTA_KEYS,
      KARYAKARTA_FILES: test.platform.environment.KARYAKARTA_FILES,
      ...env,
    },
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += String(part)))
  const ended = once(child, 'close').then(([code]) => ({ code: code as number, text }))
  const saying = async (words: string) => {
    while (!text.includes(words))
      await Promise.race([once(child.stdout, 'data'), ended.then(({ text }) => fail(text))])
  }
  return { child, ended, saying }
}

function fail(text: string): never {
  throw new Error(`ended early: ${text}`)
}

it('what is tried here is the built program in one piece, as an operator has it', () => {
  expect(programOf(root, 'main')).toMatch(/\/build\/[0-9a-f]{16}\/program\/main\.js$/)
})

it('serve answers as the edition it is told to be, and ends cleanly', async () => {
  const port = await freePort()
  const serving = run(['serve'], { PORT: String(port) })
  await serving.saying('serves')
  expect((await fetch(`http://localhost:${port}/`)).status).toBe(200)
  serving.child.kill('SIGTERM')
  expect((await serving.ended).code).toBe(0)
})

it('serve says in one line what is missing or taken', async () => {
  expect(await run(['serve'], { DATABASE_URL: '' }).ended).toEqual({
    code: 1,
    text: expect.stringMatching(/^DATABASE_URL: .*\n$/) as string,
  })
  const port = await freePort()
  const first = run(['serve'], { PORT: String(port) })
  await first.saying('serves')
  expect(await run(['serve'], { PORT: String(port) }).ended).toEqual({
    code: 1,
    text: expect.stringMatching(
      /^Warning: SMS_GATEWAY_URL[^\n]*\nPort \d+ is in use \(Karyakarta may already be running there.*\); choose another one: PORT=.*\n$/,
    ) as string,
  })
  first.child.kill('SIGTERM')
  await first.ended
})

it.each(['serve', 'worker', 'migrate', 'setup'])(
  "%s refuses the demo's switch in one line, though the configured database stands on loopback",
  async (command) => {
    expect(new URL(test.url).hostname).toBe('127.0.0.1')
    for (const on of ['1', 'true', 'yes'])
      expect(await run([command], { KARYAKARTA_DEMO: on, DATABASE_OWNER_URL: test.ownerUrl }).ended).toEqual({
        code: 1,
        text: expect.stringMatching(
          /^KARYAKARTA_DEMO: [^\n]*only under "karyakarta start"[^\n]*\n$/,
        ) as string,
      })
  },
)

it("without it, serve shows nobody's codes and opens no persona's door", async () => {
  const port = await freePort()
  const serving = run(['serve'], { PORT: String(port), KARYAKARTA_DEMO: '0' })
  await serving.saying('serves')
  for (const path of ['/demo', '/demo/inbox', '/demo/sign-in/state'])
    expect([path, (await fetch(`http://localhost:${port}${path}`)).status]).toEqual([path, 404])
  serving.child.kill('SIGTERM')
  await serving.ended
})

it('worker works until it is told to end', async () => {
  const working = run(['worker'])
  await working.saying('the worker is at work')
  working.child.kill('SIGTERM')
  expect((await working.ended).code).toBe(0)
})

it('migrate works as the owner, is safe to repeat, and refuses without the owner', async () => {
  const owner = { DATABASE_OWNER_URL: test.ownerUrl }
  expect(await run(['migrate'], owner).ended).toEqual({
    code: 0,
    text: 'The organisation database is up to date.\n',
  })
  expect(await run(['migrate']).ended).toEqual({ code: 1, text: 'DATABASE_OWNER_URL: is not set\n' })
})

it('every command explains itself', async () => {
  const { text } = await run(['--help']).ended
  const commands = [...text.matchAll(/^ {2}([a-z]+)(?: \[options\])? {2,}/gm)].map((found) => found[1]!)
  expect(commands.length).toBeGreaterThanOrEqual(4)
  const helps = await Promise.all(commands.map((command) => run([command, '--help']).ended))
  for (const help of helps)
    expect(help).toEqual({ code: 0, text: expect.stringContaining('Usage: karyakarta') })
})

/** Of the tests that follow. */
let network: Network

it('import people brings in a list, says what became of each row, and the same list again changes nothing', async () => {
  network = await arrangeNetwork(test)
  const folder = folderFor('list')
  const [list, bad] = [join(folder, 'list.csv'), join(folder, 'bad.csv')]
  writeFileSync(list, 'नाम,मोबाइल,विधानसभा,बूथ\nसुनीता,9829012345,1,2\nरमेश,9.8E+09,1,2\n')
  const looked = await run(['import', 'people', list, '--dry-run']).ended
  expect(looked).toMatchObject({ code: 0, text: expect.stringContaining('nothing was written') as string })
  const done = await run(['import', 'people', list, '--bad-rows', bad]).ended
  expect(done.code).toBe(0)
  for (const said of ['मोबाइल → phone', 'विधानसभा → seatNumber', 'new: 1', 'refused: 1 · ', 'written'])
    expect(done.text).toContain(said)
  expect(readFileSync(bad, 'utf8').trimEnd().split('\r\n')).toHaveLength(2)
  expect((await run(['import', 'people', list]).ended).text).toContain('same: 1')
  expect(await run(['import', 'people', '/etc/hostname.none']).ended).toMatchObject({ code: 1 })
  const [id] = /[0-9a-f-]{36}/.exec(done.text)!
  expect((await run(['import', 'list']).ended).text).toMatch(
    new RegExp(`^${id} .* people {2}done {2}list.csv`, 'm'),
  )
  const undone = await run(['import', 'undo', id]).ended
  expect(undone).toMatchObject({ code: 0, text: expect.stringContaining('removed: 1 · ') as string })
  expect(undone.text).toContain('was taken back')
  expect(await run(['import', 'undo', id]).ended).toMatchObject({ code: 1 })
}, 60_000)

it('a list is looked for where one stands, and one that is not there is said in one line', async () => {
  const folder = folderFor('elsewhere')
  writeFileSync(join(folder, 'list.csv'), 'Name,Phone\nसीता शर्मा,12345\n')
  const elsewhere = (words: string[]) => run(words, { INIT_CWD: folder }).ended
  const bad = await elsewhere(['import', 'people', 'list.csv', '--dry-run', '--bad-rows', 'bad.csv'])
  expect(bad.text).toContain('refused: 1')
  expect(readFileSync(join(folder, 'bad.csv'), 'utf8')).toContain('12345')
  const none = await elsewhere(['import', 'people', 'lits.csv'])
  expect(none).toEqual({ code: 1, text: `${join(folder, 'lits.csv')}: there is no such file.\n` })
  const oneLine = async (words: string[], line: string, env = {}) =>
    expect(await run(words, { INIT_CWD: folder, ...env }).ended).toEqual({ code: 1, text: `${line}\n` })
  await oneLine(['import', 'people', '.'], `${folder}: this is a folder, not a file.`)
  await oneLine(['import', 'people', '.'], `${folder}: यह फ़ाइल नहीं, फ़ोल्डर है।`, { LC_ALL: 'hi_IN.UTF-8' })
  const [below, away] = [join(folder, 'list.csv', 'list.csv'), join(folder, 'away', 'bad.csv')]
  await oneLine(
    ['import', 'people', 'list.csv/list.csv'],
    `${below}: a part of this path is a file, not a folder.`,
  )
  await oneLine(
    ['import', 'people', 'list.csv', '--dry-run', '--bad-rows=away/bad.csv'],
    `${away}: there is no such folder.`,
  )
  symlinkSync('round.csv', join(folder, 'round.csv'))
  const round = join(folder, 'round.csv')
  await oneLine(['import', 'people', 'round.csv'], `${round}: this is a link that leads back to itself.`)
  await oneLine(['import', 'people', 'round.csv', '--bad-rows=bad.csv'], `${round}: यह लिंक घूमकर अपने पर ही लौट आता है।`, { LC_ALL: 'hi_IN.UTF-8' }) // prettier-ignore
  const long = 'l'.repeat(300)
  await oneLine(['import', 'people', long], `${join(folder, long)}: this name is too long for a file.`)
  await oneLine(['import', 'people', 'list.csv', '--dry-run', '--bad-rows=/dev/full'], '/dev/full: the disk is full.') // prettier-ignore
  for (const itself of ['list.csv', './list.csv'])
    await oneLine(
      ['import', 'people', 'list.csv', '--dry-run', `--bad-rows=${itself}`],
      '--bad-rows names the list itself, which would be lost: name another file.',
    )
  expect(readFileSync(join(folder, 'list.csv'), 'utf8')).toContain('सीता शर्मा,12345')
})

it('import appointments gives offices to people who are here, and undo says what it keeps', async () => {
  const names = ['Vimla Saath', 'Kanta Saath']
  const [gone, kept] = await Promise.all(names.map((name, nth) => network.person({ place: network.tree.booth(0, 0, 0), wing: 0, phone: `+91982921234${nth}`, name, nameLatin: name }))) // prettier-ignore
  const list = join(folderFor('list'), 'offices.csv')
  writeFileSync(list, `Name,Mobile,Role,AC No,Booth No\n${[gone!, kept!].map(({ name, phone }) => `${name},${phone},Booth lead,1,1`).join('\n')}\n`) // prettier-ignore
  const done = await run(['import', 'appointments', list]).ended
  expect(done).toMatchObject({ code: 0, text: expect.stringContaining('new: 2') as string })
  await sql`update people.appointment set to_at = now() where person_id = ${kept!.id}`.execute(test.owner.db)
  const [id] = /[0-9a-f-]{36}/.exec(done.text)!
  const undone = await run(['import', 'undo', id]).ended
  for (const said of ['removed: 1 · ', 'kept_changed: 1 · ', '3  Kanta Saath'])
    expect(undone.text).toContain(said)
}, 60_000)

it('import booths brings new booths and new names, again changes nothing, and never ends a booth', async () => {
  const list = join(folderFor('list'), 'booths.csv')
  writeFileSync(list, 'AC No,Part No,Name\n1,1,Listed School\n1,77,New School\n')
  const looked = await run(['import', 'booths', list, '--dry-run']).ended
  for (const said of ['new: 1', 'rename: 1', 'missing: 2', 'nothing was changed'])
    expect(looked.text).toContain(said)
  expect(await run(['import', 'booths', list]).ended).toMatchObject({ code: 0 })
  const named = await sql`select name_en from places.place where name_en in ('Listed School', 'New School') and ended_on is null`.execute(test.owner.db) // prettier-ignore
  expect(named.rows).toHaveLength(2)
  expect(await run(['import', 'booths', list]).ended).toMatchObject({ code: 1 })
}, 60_000)

it('import restructure looks at a plan first, hands bad lines back, and applies it when that is asked for', async () => {
  await network.person({ place: network.tree.booth(0, 0, 1), wing: 0 })
  const folder = folderFor('list')
  const [plan, mend] = [join(folder, 'plan.csv'), join(folder, 'mend.csv')]
  const booths = async () =>
    (await sql`select id, lft, code, name_en from places.booth order by id`.execute(test.owner.db)).rows
  const before = await booths()
  writeFileSync(plan, 'क्या,पुरानी विधानसभा,पुराना बूथ,नया बूथ\nबाँटें,1,2,52\nविलय,1,99,1\n')
  const words = ['import', 'restructure', plan, '--date', '2026-01-01']
  const faulty = await run([...words, '--apply', '--bad-rows', mend]).ended
  expect(faulty).toMatchObject({ code: 1, text: expect.stringContaining('line 3, oldBooth') as string })
  expect(readFileSync(mend, 'utf8').trimEnd().split('\r\n')).toHaveLength(2)
  writeFileSync(plan, 'क्या,पुरानी विधानसभा,पुराना बूथ,नया बूथ,लोग\nबाँटें,1,2,52,नए\n')
  const preview = await run(words).ended
  expect(preview).toMatchObject({ code: 0, text: expect.stringContaining('split: 1') as string })
  expect(preview.text).toContain('people: 1')
  expect(preview.text).toContain('--apply')
  expect(await booths()).toEqual(before)
  expect(await run([...words, '--apply']).ended).toMatchObject({ code: 0, text: expect.stringContaining('Applied') as string }) // prettier-ignore
  expect((await booths()).length).toBe(before.length + 1)
}, 90_000)

it('api-key makes a key with the scopes that are named and no others, lists it and ends it', async () => {
  const found = await sql<{ id: string }>`select id from people.person limit 1`.execute(test.owner.db)
  const make = (...scopes: string[]) => run(['api-key', 'create', '--person', found.rows[0]!.id, '--name', 'डैशबोर्ड', ...scopes]).ended // prettier-ignore
  const narrow = await make('--scope', 'places:read', 'tasks:read')
  expect(narrow).toMatchObject({ code: 0, text: expect.stringContaining('(places:read, tasks:read)') as string }) // prettier-ignore
  const id = /Key (\S+) /.exec(narrow.text)![1]!
  const token = narrow.text.split('\n')[0]!
  expect((await run(['api-key', 'list']).ended).text).toContain('places:read+tasks:read  डैशबोर्ड')
  // What a scope opens and what it does not is asked of a serving process.
  const port = await freePort()
  const serving = run(['serve'], { PORT: String(port) })
  await serving.saying('serves')
  const status = async (path: string) => (await fetch(`http://localhost:${port}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } })).status // prettier-ignore
  expect([await status('/places/root'), await status('/people')]).toEqual([200, 403])
  expect((await run(['api-key', 'revoke', id]).ended).code).toBe(0)
  expect(await status('/places/root')).toBe(401)
  serving.child.kill('SIGTERM')
  await serving.ended
  expect((await make('--scope', 'everything')).code).toBe(1)
  expect((await make('--write')).text).toContain('(read, write)')
}, 60_000)
