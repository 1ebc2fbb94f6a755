/** kill -9 while links are opened: what was answered was counted. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request as ask } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { linkCounts, mintLinks } from '#modules/links/server/index.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { TAP } from '#tests/builders/links.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'

const READERS = 40
const ROUNDS = 4
let house: TestPlatform
const servers: ChildProcess[] = []
beforeAll(async () => {
  house = await testPlatform()
})
afterAll(async () => {
  for (const server of servers) server.kill('SIGKILL')
  await house.close()
})

async function startServer(): Promise<{ readonly process: ChildProcess; readonly port: number }> {
  const { environment } = house.platform
  const server = spawn(process.execPath, ['tests/processes/linkServer.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      KARYAKARTA_EDITION: environment.edition,
      DATABASE_URL: environment.databaseUrl,
      KARYAKARTA_KEYS: environment.KARYAKARTA_KEYS,
      KARYAKARTA_FILES: environment.KARYAKARTA_FILES,
      TRUSTED_PROXY: '127.0.0.1',
      LOG_LEVEL: 'silent',
      PORT: '0',
    },
  })
  servers.push(server)
  const [said] = (await once(server.stdout!, 'data')) as [Buffer]
  return { process: server, port: Number(said) }
}

/** Opens the link again and again from an address of its own, until nobody answers. @returns how many redirects came */
async function read(port: number, code: string, reader: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  let answered = 0
  try {
    for (;;) {
      const headers = { ...TAP, 'x-forwarded-for': `49.36.${reader}.${1 + (answered % 250)}` }
      const asked = ask({ port, host: '127.0.0.1', path: `/s/${code}`, headers, agent })
      const [response] = await once(asked.end(), 'response')
      if (response.statusCode === 302) answered += 1
      response.resume()
      await once(response, 'end')
    }
  } catch {
    return answered
  } finally {
    agent.destroy()
  }
}

it('no redirect that was answered is missing from the counts, whenever the process is killed', async () => {
  const ownerId = uuidv7()
  const minted = await house
    .asSystem()
    .transaction((tx) =>
      mintLinks(tx, { owner: 'campaigns.kit', ownerId, target: '/join', cells: [{ placeId: null, wing: null }] }),
    ) // prettier-ignore
  let answered = 0
  for (let round = 0; round < ROUNDS; round++) {
    const server = await startServer()
    const readers = Array.from({ length: READERS }, (_, nth) =>
      read(server.port, minted[0]!.code, round * READERS + nth),
    )
    await sleep(400 + 150 * round)
    server.process.kill('SIGKILL')
    answered += (await Promise.all(readers)).reduce((sum, each) => sum + each, 0)
  }
  // A statement that was under way when its process died may still commit.
  await sleep(300)
  const [count] = await house.asSystem().transaction((tx) => linkCounts(tx, [ownerId]))
  const counted = count!.humans + count!.again + count!.bots
  expect(answered).toBeGreaterThan(500)
  expect(counted).toBeGreaterThanOrEqual(answered)
  // What was counted and not answered was under way when the process died: at most one request a reader.
  expect(counted).toBeLessThanOrEqual(answered + READERS * ROUNDS)
}, 60_000)
