import { expect, test, type Page } from '@playwright/test'
import { TAP } from '#tests/builders/links.ts'
import { lookAt } from './look.ts'
import { openPage } from './openPage.ts'
import { ask } from './ownersEyes.ts'
import { organisation, signInAs } from './personas.ts'
import { word } from './words.ts'

const en = (key: string, parameters?: Record<string, string | number>) => word('en', key, parameters)
const hi = (key: string, parameters?: Record<string, string | number>) => word('hi', key, parameters)
/** What the worker does behind the page: on a busy machine it takes its time. */
const eventually = expect.configure({ timeout: 40_000 })
const MINUTE_MS = 60_000

/** The addresses that lie in the phone's cache of kits. */
const keptKits = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    if (!(await caches.has('kits-1'))) return []
    return (await (await caches.open('kits-1')).keys()).map(({ url }) => new URL(url).pathname)
  })

/**
 * Chromium has no share sheet without a window: the page gets one that takes files, remembers what it was given, and says that it was handed on. What a
 * phone's own sheet does is not tried here; which way is taken on which phone is (src/offline/shareWay.test.ts).
 */
const withShareSheet = async (page: Page): Promise<void> =>
  void (await page.addInitScript(() => {
    const given: { files: { name: string; type: string; size: number }[]; text: string | undefined }[] = []
    Object.assign(globalThis, { given })
    Object.assign(navigator, {
      canShare: () => true,
      share: ({ files = [], text }: ShareData) => {
        given.push({ files: files.map(({ name, type, size }) => ({ name, type, size })), text })
        return Promise.resolve()
      },
    })
  }))
interface Given {
  readonly files: readonly { readonly type: string; readonly size: number }[]
  readonly text: string
}
const given = (page: Page): Promise<readonly Given[]> =>
  page.evaluate(() => (globalThis as unknown as { given: Given[] }).given)

/** The kit that the made-up organisation has released. */
const demoKit = async (): Promise<string> =>
  (await ask<{ id: string }>('organisation', `select id from campaigns.kit where state = 'let_go' order by made_at limit 1`))[0]!.id // prettier-ignore

test('a volunteer shares from a kit that her phone fetched beforehand, without a network; the link is opened and counted', async ({
  browser,
}) => {
  test.slow()
  const kitId = await demoKit()
  const page = await openPage(browser, { language: 'hi', width: 360 })
  const phone = page.context()
  await withShareSheet(page)
  await signInAs(page, 'booth-volunteer', '/today')
  await expect(page.locator('#kit')).toContainText(hi('campaigns_today_title'))
  // Work comes before who and where she is (6-experience).
  expect(await page.locator('#kit, #coordinator, #booth').evaluateAll((found) => found[0]!.id)).toBe('kit')
  await lookAt(page, 'campaigns-today-hi-360')
  await eventually.poll(() => keptKits(page)).toEqual(expect.arrayContaining([`/kit/${kitId}`]))
  expect((await keptKits(page)).some((path) => path.startsWith(`/kit/file/${kitId}/`))).toBe(true)

  // No network: for the page and for its worker.
  await phone.setOffline(true)
  await page.goto(organisation(`/kit/${kitId}`))
  const form = page.locator('form[data-language=hi]')
  await expect(form.locator('textarea')).toBeVisible()
  await form.locator('textarea').fill('हमारे गाँव में भी एक बावड़ी है।')
  await expect(form.locator('[data-preview]')).toContainText('हमारे गाँव में भी एक बावड़ी है।')
  await expect(form.locator('[data-preview]')).toContainText('स्वयंसेवक')
  // What goes out says who she is by the organisation's name in its own language, whatever the page's is.
  const [names] = await ask<{ hi: string; en: string }>('organisation', `select value ->> 'nameHi' as hi, value ->> 'nameEn' as en from platform.setting where key = 'organisation'`) // prettier-ignore
  const says = (language: 'hi' | 'en') =>
    page.locator(`form[data-language=${language}] [name=disclosure]`).getAttribute('value')
  expect(names!.hi).not.toBe(names!.en)
  expect(await says('hi')).toBe(hi('campaigns_disclosure', { organisation: names!.hi }))
  expect(await says('en')).toBe(en('campaigns_disclosure', { organisation: names!.en }))
  await lookAt(page, 'campaigns-kit-hi-360')
  await form.locator('button[data-share-kit]').click()
  await expect(form.locator('[data-says=completed]')).toBeVisible()
  const [shared] = await given(page)
  expect(shared!.files).toMatchObject([{ type: 'image/jpeg' }])
  expect(shared!.files[0]!.size).toBeGreaterThan(1000)
  expect(shared!.files[0]!.size).toBeLessThanOrEqual(150 * 1024)
  expect(shared!.text).toContain('हमारे गाँव में भी एक बावड़ी है।')
  // What she wrote is still there when she comes back.
  await page.reload()
  await expect(form.locator('textarea')).toHaveValue('हमारे गाँव में भी एक बावड़ी है।')

  await phone.setOffline(false)
  await page.goto(organisation('/today'))
  const steps = async () =>
    (await ask<{ step: string }>('organisation', `select step from campaigns.share where kit_id = $1 order by step`, [kitId])).map(({ step }) => step) // prettier-ignore
  await eventually.poll(steps).toEqual(['completed', 'opened'])
  await page.goto(organisation(`/kit/${kitId}`))
  await expect(page.locator('#shares')).toContainText(hi('campaigns_step_completed'))

  // Somebody to whom she sent it opens the link, reads the story, and finds the form with the link in it (which counts who joins: links.spec).
  const link = /https?:\/\/\S+/.exec(shared!.text)![0]
  const code = link.split('/').at(-1)!
  const friend = await openPage(browser, { language: 'hi', width: 360, userAgent: TAP['user-agent']! })
  await friend.goto(link)
  await expect(friend).toHaveURL(new RegExp(`/piece/[0-9a-f-]{36}\\?via=${code}$`))
  await lookAt(friend, 'campaigns-story-hi-360')
  await friend.getByRole('link', { name: 'English' }).click()
  await friend.getByRole('link', { name: 'Join us' }).click()
  await expect(friend.locator('input[name=via]')).toHaveValue(code)
  await friend.context().close()
  const clicks = await ask<{ kind: string; clicks: string }>('organisation', `select kind, clicks from links.total where code = $1`, [code]) // prettier-ignore
  expect(clicks).toEqual([{ kind: 'human', clicks: '1' }])

  const head = await openPage(browser, { language: 'en', width: 1280 })
  await signInAs(head, 'state-coordinator', `/campaigns/kit/${kitId}`)
  await expect(head.locator('#numbers')).toContainText(en('campaigns_n_hidden'))
  await expect(head.locator('#captions')).toContainText('1 / 50')
  await lookAt(head, 'campaigns-kit-out-en-1280')
  await head.context().close()
  await phone.close()
})

test('a campaign is written with its live count, its kit released by another hand, held where it polls, let go at the hour, and recalled from the phone', async ({
  browser,
}) => {
  test.slow()
  const head = await openPage(browser, { language: 'en', width: 1280 })
  await signInAs(head, 'state-coordinator', '/campaigns/new')
  await expect(head.locator('.live')).toContainText('people right now')
  // Empty, it is told what is missing field by field: no two lines are the same, and they stand as the fields do.
  await head.getByRole('button', { name: en('campaigns_save') }).click()
  const faults = head.locator('.errors a')
  await expect(faults.filter({ hasText: en('campaigns_words_short') }).first()).toContainText(': ')
  const told = await faults.allTextContents()
  expect(new Set(told).size).toBe(told.length)
  const fields = await faults.evaluateAll((links) => links.map((link) => link.getAttribute('href')!.slice(1)))
  const standing = await head.locator('[id]').evaluateAll((all, ids) => all.map(({ id }) => id).filter((id) => ids.includes(id)), fields) // prettier-ignore
  expect(fields).toEqual(standing)
  await lookAt(head, 'campaigns-empty-en-1280')
  const stamp = String(Date.now() % 100_000)
  const name = `Clean wells ${stamp}`
  await head.locator('input[name=kind][value=idea]').check()
  await head.locator('#nameHi').fill(`साफ़ कुएँ ${stamp}`)
  await head.locator('#nameEn').fill(name)
  await head.locator('#aimHi').fill('योजना के लाभ के लिए हमारे यहाँ पंजीकरण कराएँ')
  await head.locator('#aimEn').fill('People look after their wells.')
  const day = (days: number) =>
    new Date(Date.now() + days * 86_400_000 + 5.5 * 3_600_000).toISOString().slice(0, 10)
  await head.locator('#startsOn').fill(day(0))
  await head.locator('#endsOn').fill(day(20))
  await head.getByRole('button', { name: en('campaigns_save') }).click()
  // What would register people for a benefit is refused, with the rule.
  await expect(head.locator('#aimHi-error')).toContainText('Election Commission')
  await lookAt(head, 'campaigns-refused-en-1280')
  await head.locator('#aimHi').fill('लोग अपने कुएँ सँभालें।')
  await head.getByRole('button', { name: en('campaigns_save') }).click()
  await expect(head.getByRole('heading', { level: 1, name })).toBeVisible()
  await lookAt(head, 'campaigns-one-en-1280')
  await head.getByRole('link', { name: en('campaigns_k_new') }).click()
  // What an earlier run recalled is chosen by hand alone.
  await head.locator('[name=pieceId]').first().check()
  await head.locator('#captionsHi').fill('21 कुएँ साफ़ हुए')
  await head.getByRole('button', { name: en('campaigns_k_save') }).click()
  await expect(head.locator('#captionsHi-error')).toContainText('source')
  // On a busy machine the script may arrive between the field's selection and the typing.
  await expect(async () => {
    await head.locator('#captionsHi').fill('मैं अपने कुएँ की बात कहूँगा')
    await expect(head.locator('#captionsHi')).toHaveValue('मैं अपने कुएँ की बात कहूँगा', { timeout: 200 })
  }).toPass({ timeout: 5000 })
  await head.getByRole('button', { name: en('campaigns_k_save') }).click()
  await expect(head).toHaveURL(/\/campaigns\/kit\//)
  await expect(head.locator('#release')).toContainText('Somebody else')
  const path = new URL(head.url()).pathname
  const kitId = path.split('/').at(-1)!
  await eventually
    .poll(async () => (await head.reload(), head.locator('#content').innerText()))
    .toContain(en('campaigns_k_story_later'))
  await lookAt(head, 'campaigns-kit-draft-en-1280')

  const admin = await openPage(browser, { language: 'hi', width: 360 })
  await signInAs(admin, 'administrator', path)
  await admin.getByRole('button', { name: hi('campaigns_k_release') }).click()
  await expect(admin.getByText(hi('campaigns_k_done_released'))).toBeVisible()
  await lookAt(admin, 'campaigns-kit-out-hi-360')
  const page = await admin.getByRole('link', { name: hi('campaigns_k_story_open') }).getAttribute('href')
  const statusOf = () => admin.evaluate(async (path) => (await fetch(path)).status, page!)
  expect(await statusOf()).toBe(200)

  const phone = await openPage(browser, { language: 'hi', width: 360 })
  await signInAs(phone, 'booth-volunteer', '/today')
  await expect(phone.locator('#kit')).toBeVisible()
  await eventually.poll(() => keptKits(phone)).toEqual(expect.arrayContaining([`/kit/${kitId}`]))

  // Her constituency polls, and the poll closes in an hour.
  const closes = new Date(Date.now() + 60 * MINUTE_MS + 5.5 * 3_600_000).toISOString()
  const [phase] = await ask<{ id: string }>(
    'organisation',
    `with e as (insert into elections.election (id, kind, name_hi, name_en, announced_at, made_at, changed_at)
        values (gen_random_uuid(), 'assembly', 'कल्पित चुनाव', 'Made-up election', now() - interval '3 days', now(), now()) returning id),
      p as (insert into elections.phase (id, election_id, name_hi, name_en, poll_on, opens, closes, changed_at)
        select gen_random_uuid(), id, 'चरण', 'Phase', $1::date, '00:00', $2::time, now() from e returning id)
    insert into elections.polling_area (phase_id, place_id, place_lft, place_rgt)
    select p.id, area.id, area.lft, area.rgt from p, people.person who join places.area area on area.level = 'constituency' and who.place_lft between area.lft and area.rgt
    where who.id = (select person_id from campaigns.copy where kit_id = $3 limit 1) returning phase_id as id`,
    [closes.slice(0, 10), closes.slice(11, 16), kitId],
  )
  await phone.goto(organisation(`/kit/${kitId}`))
  await expect(phone.getByText(/शांति|मतदान/).first()).toBeVisible()
  await lookAt(phone, 'campaigns-held-hi-360')
  await head.goto(organisation(path))
  await expect(head.locator('#holds')).toContainText('Held for this 1 constituency until')
  await head.locator('#holds summary').click()
  await lookAt(head, 'campaigns-held-en-1280')
  // It goes by itself when the poll is over: the hour was yesterday's last minute (elections.spec waits for one that comes).
  await ask('organisation', `update elections.phase set poll_on = $1::date, closes = '23:59' where id = $2`, [
    day(-1),
    phase!.id,
  ])
  await phone.goto(organisation(`/kit/${kitId}`))
  await expect(phone.locator('form[data-kit]').first()).toBeVisible()
  await ask('organisation', `update elections.phase set withdrawn_at = now() where id = $1`, [phase!.id])
  await phone.goto(organisation('/today'))
  await eventually.poll(() => keptKits(phone)).toEqual(expect.arrayContaining([`/kit/${kitId}`]))

  // Recalled: gone from the house and from the phone, and the log says when.
  await head.goto(organisation(path))
  await head.locator('#why').fill('A figure was wrong')
  await head.getByRole('button', { name: en('campaigns_k_recall') }).click()
  await expect(head.getByText(en('campaigns_k_done_recalled'))).toBeVisible()
  await phone.goto(organisation('/today'))
  await eventually.poll(async () => (await keptKits(phone)).filter((one) => one.includes(kitId))).toEqual([])
  await phone.goto(organisation(`/kit/${kitId}`))
  await expect(phone.getByText(hi('campaigns_my_withdrawn'), { exact: true })).toBeVisible()
  await lookAt(phone, 'campaigns-withdrawn-hi-360')
  await head.reload()
  await expect(head.locator('#told')).toContainText('Told so far: 1')
  await lookAt(head, 'campaigns-recalled-en-1280')
  await head.goto(organisation('/campaigns/calendar'))
  await expect(head.getByRole('table')).toContainText(name)
  await lookAt(head, 'campaigns-calendar-en-1280')
  // The public page of its story is a notice now.
  await eventually.poll(statusOf).toBe(410)
  await admin.goto(organisation('/campaigns/calendar'))
  await lookAt(admin, 'campaigns-calendar-hi-360')
  await admin.goto(organisation('/campaigns/new'))
  await lookAt(admin, 'campaigns-new-hi-360')
})
