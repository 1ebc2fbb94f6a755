import { expect, test, type Page } from '@playwright/test'
import sharp from 'sharp'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { lookAt, picture } from './look.ts'
import { isAlive, openPage } from './openPage.ts'
import { organisation, signInAs } from './personas.ts'
import { kept } from './phone.ts'
import { word } from './words.ts'

const hi = (key: string, parameters?: Record<string, string | number>) => word('hi', key, parameters)
const en = (key: string, parameters?: Record<string, string | number>) => word('en', key, parameters)
/** What phone and worker do behind the page: on a busy machine it takes its time. */
const eventually = expect.configure({ timeout: 60_000 })
const stamp = String(Date.now() % 100_000)

/** Hills under a sun, in a colour of its own. */
const photo = async (hue: number) => ({
  name: 'IMG.jpg',
  mimeType: 'image/jpeg',
  buffer: await sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1200"><rect width="100%" height="100%" fill="hsl(${hue} 60% 80%)"/><circle cx="1200" cy="300" r="140" fill="#ffd97a"/><polygon points="0,1200 0,800 500,500 900,900 1300,600 1600,800 1600,1200" fill="hsl(${hue + 100} 35% 35%)"/></svg>`,
    ),
  )
    .jpeg()
    .toBuffer(),
})
const choose = (page: Page, name: string, value: string) =>
  page.locator(`[name=${name}][value=${value}]`).check()

/** Without any script: all that is wrong stands beside its field, what was written stays, and the file, which no browser keeps, is plainly asked for again. */
async function readsAllAtOnce(page: Page, words: string): Promise<void> {
  const { buffer, mimeType } = await photo(20)
  const typed = { command: uuidv7(), words, people: '2' }
  const answer = await page.evaluate(
    async ({ typed, bytes, mimeType }) => {
      const form = new FormData()
      for (const [name, value] of Object.entries(typed)) form.append(name, value)
      form.append('photo', new File([Uint8Array.from(bytes)], 'IMG.jpg', { type: mimeType }))
      const said = await fetch('/stories?/send', {
        method: 'POST',
        body: form,
        headers: { accept: 'text/html' },
      })
      return { status: said.status, html: await said.text() }
    },
    { typed, bytes: [...buffer], mimeType },
  )
  expect(answer.status).toBe(400)
  for (const field of ['grownUp', 'agreed', 'shownWhere', 'synthetic'])
    expect(answer.html).toContain(`id="${field}-error"`)
  expect(answer.html).toContain(words)
  expect(answer.html).toContain('id="photo-again"')
}

test('a volunteer’s story waits without a network, becomes media, and a piece takes all its forms', async ({
  browser,
}) => {
  test.slow()
  const words = `बावड़ी की सफ़ाई ${stamp}`
  const page = await openPage(browser, { language: 'hi', width: 360 })
  await signInAs(page, 'booth-volunteer', '/today')
  await eventually.poll(() => kept(page)).toContain('/stories')
  await page.goto(organisation('/stories'))
  await lookAt(page, 'library-stories-hi-360')
  await readsAllAtOnce(page, words)
  // What is missing is said beside it, on the phone itself.
  await page.getByRole('button', { name: hi('studio_l_s_send') }).click()
  await expect(page.locator('#words-error')).toContainText(hi('studio_l_story_words_short'))
  // Also what is chosen from a few: sent back by the house, the form would have lost the chosen file.
  await expect(page.locator('#shownWhere-error')).toContainText(hi('studio_l_story_where_needed'))
  await choose(page, 'shownWhere', 'everywhere')
  await page.getByRole('button', { name: hi('studio_l_s_send') }).click()
  await expect(page.locator('#shownWhere-error')).toHaveCount(0)
  await expect(page.locator('#synthetic-error')).toContainText(hi('studio_l_synthetic_needed'))
  await page.context().setOffline(true)
  await page.goto(organisation('/stories'))
  await page.locator('[name=words]').fill(words)
  await page.locator('[name=people]').fill('२')
  for (const tick of ['grownUp', 'agreed']) await page.locator(`[name=${tick}]`).check()
  await choose(page, 'shownWhere', 'everywhere')
  await choose(page, 'synthetic', 'none')
  await page.locator('#photo').setInputFiles(await photo(Number(stamp) % 360))
  await page.getByRole('button', { name: hi('studio_l_s_send') }).click()
  await eventually(page.locator('[data-strip="waiting"]')).toBeVisible()
  await page.context().setOffline(false)
  await eventually(page.locator('[data-strip="sent"]')).toBeVisible()

  // A creator of that place makes media of it.
  const desk = await openPage(browser, { language: 'hi', width: 1280 })
  await signInAs(desk, 'creator', '/studio/stories')
  const story = desk.locator('section').filter({ hasText: words })
  await expect(story.locator('img')).toBeVisible()
  await lookAt(desk, 'library-queue-hi-1280')
  await story.locator('[name=title]').fill(`बावड़ी ${stamp}`)
  await story.getByRole('button', { name: hi('studio_l_q_take') }).click()
  await desk
    .getByRole('link', { name: hi('studio_l_q_open') })
    .first()
    .click()
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText(`बावड़ी ${stamp}`)
  await lookAt(desk, 'library-medium-hi-1280')
  // And a piece of it, which credits the booth and has its words to begin with.
  await desk.goto(organisation('/studio/stories'))
  await desk
    .locator('#answered li')
    .filter({ hasText: words })
    .getByRole('button', { name: hi('studio_l_q_begin') })
    .click()
  await desk.waitForURL(/\/studio\/[0-9a-f-]{36}$/)
  await expect(desk.locator('#media select')).not.toHaveValue('')
  await expect(desk.getByLabel(hi('studio_e_credit_hi'))).not.toHaveValue('')
  await page.goto(organisation('/stories'))
  await expect(page.locator('#mine')).toContainText(hi('studio_l_s_state_taken'))
  await lookAt(page, 'library-stories-taken-hi-360')

  // A picture that a machine made is declared as it is brought: without the answer it is not taken, and what was typed stays.
  const english = await openPage(browser, { language: 'en', width: 360 })
  await signInAs(english, 'creator', '/studio/media')
  await lookAt(english, 'library-media-en-360')
  await english.locator('#file').setInputFiles(await photo((Number(stamp) + 150) % 360))
  await english.locator('[name=title]').fill(`Machine hills ${stamp}`)
  await isAlive(english)
  await english.getByRole('button', { name: en('studio_l_save') }).click()
  await expect(english.locator('#synthetic-error')).toContainText(en('studio_l_synthetic_needed'))
  await expect(english.locator('[name=title]')).toHaveValue(`Machine hills ${stamp}`)
  // With a script the chosen file stays where it is, and nobody asks for it again.
  expect(await english.locator('#file').evaluate((field: HTMLInputElement) => field.files?.length)).toBe(1)
  await expect(english.locator('#file-again')).toHaveCount(0)
  await picture(english, 'library-media-refused-en-360')
  await choose(english, 'synthetic', 'made')
  await english.locator('[name=tool]').fill('A generator')
  await english.locator('[name=what]').fill('The whole picture')
  await choose(english, 'shows', 'nobody')
  await choose(english, 'children', 'none')
  await english.locator('[name=origin]').selectOption('made')
  await english.locator('[name=rights]').selectOption('own')
  await english.getByRole('button', { name: en('studio_l_save') }).click()
  await expect(english).toHaveURL(/\/studio\/media\/[0-9a-f-]{36}\?done=kept$/)
  await lookAt(english, 'library-medium-en-360')
  await english.goto(organisation('/studio/synthetic'))
  await expect(english.locator('main')).toContainText('A generator')
  await lookAt(english, 'library-register-en-360')
  await desk.goto(organisation('/studio/media'))
  await lookAt(desk, 'library-media-hi-1280')
  await desk.goto(organisation('/studio/synthetic'))
  await lookAt(desk, 'library-register-hi-1280')

  // Every form of an approved piece, with its progress, without staying on the page.
  await desk.goto(organisation('/studio'))
  const pieceCalled = async (name: string) =>
    (await desk.getByRole('link', { name }).first().getAttribute('href'))!.split('?')[0]!
  const piece = await pieceCalled('बावड़ी फिर से जी सकती है')
  const unreleased = await pieceCalled('राशन बंद नहीं हो रहा है')
  const address = organisation(`${piece}/renditions`)
  await desk.goto(address)
  await isAlive(desk)
  // Nothing chosen is refused, and stays as it was: nothing is ticked again behind her back.
  for (const box of await desk.locator('[name=forms]').all()) await box.uncheck()
  await desk.getByRole('button', { name: hi('studio_l_r_ask') }).click()
  await expect(desk.locator('#forms-error')).toContainText(hi('studio_l_r_form_needed'))
  await expect(desk.locator('[name=forms]:checked')).toHaveCount(0)
  await desk.goto(address)
  await desk.locator('[name=forms][value=video_short]').check()
  await desk.getByRole('button', { name: hi('studio_l_r_ask') }).click()
  await expect(desk.locator('#video_short progress, #video_short [role=progressbar]').first()).toBeVisible()
  await picture(desk, 'library-renditions-working-hi-1280')
  await desk.goto(organisation('/studio/media'))
  await desk.goto(address)
  await eventually(desk.locator('#picture_square img')).toHaveCount(2)
  await eventually(desk.locator('#video_short video').first()).toBeVisible({ timeout: 150_000 })
  await lookAt(desk, 'library-renditions-hi-1280')
  await english.goto(address)
  await eventually(english.locator('#carousel img').first()).toBeVisible()
  await lookAt(english, 'library-renditions-en-360')
  const page360 = await english.locator('#page a').first().getAttribute('href')
  const shown = await english.goto(new URL(page360!, address).href)
  expect(shown!.headers()['content-security-policy']).toContain("default-src 'none'")
  await expect(english.locator('h1')).toHaveText('बावड़ी फिर से जी सकती है')
  await picture(english, 'library-page-hi-360')
  // Nothing of a piece is public until it is released.
  const answer = await english.goto(organisation(unreleased.replace('/studio/', '/piece/')))
  expect(answer!.status()).toBe(404)
})
