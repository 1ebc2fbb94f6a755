import { buffer } from 'node:stream/consumers'
import { expect, test } from '@playwright/test'
import { readXlsx } from '#platform/spreadsheet/xlsx/readXlsx.ts'
import { openReceiver } from '../exchange/receiver.ts'
import { signatureOf } from '#platform/webhooks/signature.ts'
import { auditOf } from './auditOf.ts'
import { lookAt } from './look.ts'
import { openPage } from './openPage.ts'
import { organisation, signInAs, takeSecondStep } from './personas.ts'
import { word } from './words.ts'

const say = (key: string, parameters?: Record<string, string | number>) => word('en', key, parameters)
const ADMIN = 'administrator'

test('an administrator makes a key, tries a call, hears of a task by webhook, and takes a list out as a workbook (en, 1280 px)', async ({
  browser,
}) => {
  test.slow()
  const receiver = await openReceiver()
  const page = await openPage(browser, { language: 'en', width: 1280, height: 828, acceptDownloads: true })
  page.setDefaultTimeout(20_000)
  await signInAs(page, ADMIN)

  // A key: after the second step, shown once.
  await page.goto(organisation('/account/keys'))
  await takeSecondStep(page, ADMIN)
  await page.fill('#name', 'Dashboard')
  await page.getByLabel('coverage:read').check()
  await page.getByRole('button', { name: say('accounts_key_make') }).click()
  const token = await page.locator('.secret').innerText()
  expect(token).toMatch(/^kk_organisation_/)
  await lookAt(page, 'keys-en-1280')
  // Loaded anew it makes no second one, and does not show the first again.
  const keys = page.getByRole('button', { name: say('accounts_key_end'), exact: true })
  const made = await keys.count()
  await page.reload()
  await expect(page.getByText(say('accounts_api_key_made'))).toBeVisible()
  await expect(page.locator('.secret')).toBeHidden()
  await expect(keys).toHaveCount(made)

  // The page for developers: what it says is what the API does, with the key and without.
  await page.goto(organisation('/developers'))
  await lookAt(page, 'developers-en-1280')
  const coverage = page.locator('#coverage')
  await coverage.getByText(say('api_dev_try'), { exact: true }).click()
  await coverage.locator('input[type=password]').fill(token)
  await coverage.getByRole('button', { name: say('api_dev_ask') }).click()
  await expect(coverage.getByRole('status')).toContainText('200')
  await expect(coverage.locator('pre').last()).toContainText('"booths"')
  expect(await page.content()).not.toContain(token)
  const asked = (path: string, bearer?: string, method = 'GET') =>
    page.evaluate(
      async ([path, bearer, method]) => {
        const headers = { 'accept-language': 'en', ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) }
        const answer = await fetch(path!, { method: method!, headers, credentials: 'omit' })
        const type = answer.headers.get('content-type')
        const body = (await answer.json()) as { code?: string; openapi?: string }
        return { status: answer.status, type, cors: answer.headers.get('access-control-allow-origin'), body }
      },
      [path, bearer, method] as const,
    )
  const problem = (status: number, code: string) => ({
    status,
    type: 'application/problem+json',
    cors: null,
    body: { code },
  })
  expect(await asked('/api/v1/people', token)).toMatchObject(problem(403, 'forbidden'))
  expect(await asked('/api/v1/people')).toMatchObject(problem(401, 'notSignedIn'))
  expect(await asked('/api/v1/people', 'kk_organisation_x')).toMatchObject(problem(401, 'notSignedIn'))
  expect(await asked('/api/v1/nowhere', token)).toMatchObject(problem(404, 'notFound'))
  expect(await asked('/api/v1/coverage', token, 'POST')).toMatchObject(problem(403, 'forbidden'))
  expect(await asked('/api/v1/openapi.json')).toMatchObject({ status: 200, body: { openapi: '3.1.0' } })

  // Ended it opens nothing any more, and the page says so.
  await page.goto(organisation('/account/keys'))
  const mine = page.locator('li').filter({ hasText: 'Dashboard' }).first()
  await expect(mine).toContainText(say('accounts_scope_coverage_read'))
  await mine.getByRole('button', { name: say('accounts_key_end'), exact: true }).click()
  await expect(page.getByText(say('accounts_key_ended'))).toBeVisible()
  await expect(keys).toHaveCount(made - 1)
  expect(await asked('/api/v1/coverage', token)).toMatchObject(problem(401, 'notSignedIn'))

  // A webhook to a receiver of our own: the message is signed with the secret that was shown.
  await page.goto(organisation('/account/webhooks'))
  await page.fill('#url', receiver.url)
  await page.getByLabel('tasks.given').check()
  await page.getByLabel('people.left').check()
  await page.getByRole('button', { name: say('webhooks_make') }).click()
  const secret = await page.locator('.secret').innerText()
  const hears = page.locator('li').filter({ hasText: receiver.url }).first()
  await expect(hears).toContainText(`tasks.given · ${say('api_event_tasks_given')}`)
  await lookAt(page, 'webhooks-en-1280')
  const taskGiver = await browser.newContext()
  const other = await taskGiver.newPage()
  await signInAs(other, 'state-coordinator')
  const given = await other.evaluate(async () => {
    const root = (await (await fetch('/api/v1/places/root')).json()) as { id: string }
    const answer = await fetch('/api/v1/tasks', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({
        ...{ placeId: root.id, wing: null, proof: 'words', confirmer: 'above' },
        ...{ titleEn: 'Meet ten homes', wordsEn: 'Visit ten homes near your booth' },
        dueOn: new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10),
      }),
    })
    return { status: answer.status, body: (await answer.json()) as { id: string } }
  })
  expect(given.status).toBe(201)
  await taskGiver.close()
  await expect.poll(() => receiver.heard.length, { timeout: 30_000 }).toBeGreaterThan(0)
  const { body, headers } = receiver.heard[0]!
  expect(JSON.parse(body)).toMatchObject({ type: 'tasks.given', data: { taskId: given.body.id } })
  const [id, timestamp] = [headers['webhook-id'] as string, Number(headers['webhook-timestamp'])]
  expect(headers['webhook-signature']).toBe(signatureOf(secret, id, timestamp, body))
  await page.goto(organisation('/account/webhooks'))
  await page.getByRole('link', { name: receiver.url }).first().click()
  await expect(page.getByText(say('webhooks_state_delivered')).first()).toBeVisible()
  await expect(page.locator('main')).toContainText(`tasks.given · ${say('api_event_tasks_given')}`)
  await lookAt(page, 'webhook-en-1280')
  await page
    .getByRole('button', { name: say('webhooks_redeliver') })
    .first()
    .click()
  await expect.poll(() => receiver.heard.length, { timeout: 30_000 }).toBe(2)
  expect(receiver.heard[1]!.headers['webhook-id']).toBe(id)
  await receiver.close()

  // A list as a workbook, which says whose it is.
  await page.goto(organisation('/people?state=vouched'))
  await lookAt(page, 'people-export-en-1280')
  const arriving = page.waitForEvent('download')
  await page.getByRole('button', { name: say('people_c_export_xlsx') }).click()
  const file = await buffer(await (await arriving).createReadStream())
  const rows = (await Array.fromAsync(readXlsx(file))).map(({ cells }) => cells)
  expect(rows[0]![0]).toMatch(/taken out by .*File [0-9a-f-]{36}$/)
  expect(rows[1]).toContain(say('people_c_name'))
  expect(rows.length).toBeGreaterThan(10)
  // Whoever finds the file asks the log by its id: who took it out, of what, and how many left.
  const fileId = /File ([0-9a-f-]{36})$/.exec(rows[0]![0]!)![1]!
  const taken = await auditOf(fileId)
  const people = rows.length - 2
  expect(taken).toMatchObject([
    { verb: 'people.exportPeople', detail: { file: fileId, format: 'xlsx', state: 'vouched', people } },
    { verb: 'people.exportEnded', subject: `export:${fileId}`, detail: { people, whole: true } },
  ])
  expect(new Set(taken.map(({ by }) => by)).size).toBe(1)
  await page.context().close()
})

test('the page for developers is readable on a phone in Hindi, also signed out', async ({ browser }) => {
  const page = await openPage(browser, { language: 'hi', width: 360 })
  await page.goto(organisation('/developers'))
  await lookAt(page, 'developers-hi-360')
  const me = page.locator('#me')
  await me.getByText(word('hi', 'api_dev_try'), { exact: true }).click()
  await me.getByRole('button', { name: word('hi', 'api_dev_ask') }).click()
  await expect(me.getByRole('status')).toContainText('401')
  await page.context().close()
})
