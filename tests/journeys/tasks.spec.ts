import { expect, test, type Page } from '@playwright/test'
import sharp from 'sharp'
import { lookAt } from './look.ts'
import { KEEPS_NOTHING, openPage } from './openPage.ts'
import { personasOf } from '#demo/personas.ts'
import { ask } from './ownersEyes.ts'
import { isDemo, organisation, signInAs } from './personas.ts'
import { word } from './words.ts'

const hi = (key: string, parameters?: Record<string, string | number>) => word('hi', key, parameters)
const en = (key: string, parameters?: Record<string, string | number>) => word('en', key, parameters)

const volunteerId = personasOf('organisation').find(({ key }) => key === 'booth-volunteer')!.personId

/** A photo as a phone takes it, with the place in it. */
const photo = () =>
  sharp({ create: { width: 640, height: 480, channels: 3, background: '#7a9' } })
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '26/1 54/1 44/1' } })
    .jpeg()
    .toBuffer()

/**
 * A task's whole way: given by a coordinator on a laptop, reported by a volunteer on a phone without JavaScript, sent back, corrected,
 * confirmed, and the booth is active.
 */
test('a task is given, reported with a photo, sent back, corrected and confirmed, and the booth turns active', async ({
  browser,
}) => {
  test.slow()
  const coordinator = await openPage(browser, { language: 'en', width: 1280 })
  await signInAs(coordinator, 'constituency-coordinator')
  if (isDemo()) await letHerBeQuiet()
  const activeBefore = await activeBooths(coordinator)

  // What a task must not aim at is refused with the reason, and nothing typed is lost.
  await coordinator.goto(organisation('/given-tasks/new'))
  const title = `Count the shade trees ${Date.now() % 10_000}`
  const hindi = coordinator.getByRole('group', { name: en('design_in_hindi') })
  const english = coordinator.getByRole('group', { name: en('design_in_english') })
  await hindi.getByLabel(en('tasks_c_heading')).fill(`छाया वाले पेड़ गिनें ${title.slice(-4)}`)
  await hindi.getByLabel(en('tasks_c_words')).fill('बूथ के रास्ते पर छाया वाले पेड़ गिनें।')
  await english.getByLabel(en('tasks_c_heading')).fill(title)
  await english.getByLabel(en('tasks_c_words')).fill('Comment on https://m.facebook.com/somebody/posts/1')
  await coordinator.getByLabel(en('tasks_c_due'), { exact: true }).fill(daysFromNow(7))
  await coordinator.getByLabel(en('tasks_proof_count')).check()
  await coordinator.getByLabel(en('tasks_c_unit'), { exact: false }).fill('पेड़')
  await coordinator.getByRole('button', { name: en('tasks_c_give') }).click()
  await expect(coordinator.locator('#wordsEn-error')).toHaveText(en('tasks_aims_at_post'))
  await lookAt(coordinator, 'tasks-refused-en-1280')
  await english
    .getByLabel(en('tasks_c_words'))
    .fill('Count the trees that give shade on the way to the booth.')
  await coordinator.getByRole('button', { name: en('tasks_c_give') }).click()
  await expect(coordinator.getByText(en('tasks_c_given_done'))).toBeVisible()
  await expect(coordinator.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await lookAt(coordinator, 'tasks-given-en-1280')
  const taskId = new URL(coordinator.url()).pathname.split('/').at(-1)!

  // Without JavaScript, on a small phone, in Hindi.
  const volunteer = await openPage(browser, { language: 'hi', width: 360, javaScriptEnabled: false })
  await signInAs(volunteer, 'booth-volunteer')
  // axe itself needs JavaScript: the same pages are looked at beside.
  const beside = await openPage(browser, { language: 'hi', width: 360, ...KEEPS_NOTHING })
  await signInAs(beside, 'booth-volunteer')
  const look = async (path: string, name: string) => {
    await beside.goto(organisation(path))
    await lookAt(beside, name)
  }
  await volunteer.goto(organisation('/today'))
  await look('/today', 'tasks-today-hi-360')
  await volunteer.getByRole('link', { name: hi('tasks_today_all') }).click()
  await look('/tasks', 'tasks-mine-hi-360')
  await look(`/tasks/${taskId}`, 'tasks-form-hi-360')
  await volunteer.locator(`a[href="/tasks/${taskId}"]`).click()
  await volunteer.getByLabel(hi('tasks_told')).fill('स्कूल तक के रास्ते के पेड़ गिने')
  await volunteer.getByRole('button', { name: hi('tasks_send') }).click()
  await expect(volunteer.locator('#counted-error')).toHaveText(hi('tasks_count_needed'))
  await expect(volunteer.getByLabel(hi('tasks_told'))).toHaveValue('स्कूल तक के रास्ते के पेड़ गिने')
  await volunteer.locator('#counted').fill('12')
  await volunteer
    .locator('#photo')
    .setInputFiles({ name: 'IMG.jpg', mimeType: 'image/jpeg', buffer: await photo() })
  await volunteer.getByRole('button', { name: hi('tasks_send') }).click()
  await expect(volunteer.getByText(hi('tasks_sent_done'))).toBeVisible()
  await expect(volunteer.locator('#report')).toContainText(hi('tasks_state_sent'))
  await look(`/tasks/${taskId}`, 'tasks-sent-hi-360')
  const address = await volunteer.getByAltText(hi('tasks_photo_own_alt')).getAttribute('src')
  const served = (await beside.goto(organisation(address!)))!
  expect(served.headers()['cache-control']).toContain('no-store')
  expect((await sharp(await served.body()).metadata()).exif).toBeUndefined()

  await coordinator.goto(organisation(`/given-tasks/${taskId}`))
  await coordinator.locator('a[href*="part=sent"]').first().click()
  await expect(coordinator.getByRole('row')).toHaveCount(2)
  await lookAt(coordinator, 'tasks-people-en-1280')
  await coordinator.goto(organisation(`/confirm?task=${taskId}`))
  await lookAt(coordinator, 'tasks-queue-en-1280')
  await coordinator.locator('summary', { hasText: en('tasks_c_send_back') }).click()
  await coordinator.getByLabel(en('tasks_c_back_words')).fill('कौन-सा रास्ता, यह भी लिखें')
  await coordinator.getByRole('button', { name: en('tasks_c_send_back') }).click()
  await expect(coordinator.getByText(en('tasks_c_sent_back_done'))).toBeVisible()

  await volunteer.goto(organisation('/tasks'))
  await expect(volunteer.locator('#to-do')).toContainText(hi('tasks_state_sent_back'))
  await volunteer.locator(`a[href="/tasks/${taskId}"]`).click()
  await expect(volunteer.locator('#report')).toContainText('कौन-सा रास्ता, यह भी लिखें')
  await look(`/tasks/${taskId}`, 'tasks-back-hi-360')
  await volunteer.getByLabel(hi('tasks_told')).fill('स्कूल से चौराहे तक, बारह पेड़')
  await volunteer.getByRole('button', { name: hi('tasks_send_again') }).click()
  await expect(volunteer.getByText(hi('tasks_corrected_done'))).toBeVisible()

  await coordinator.goto(organisation(`/confirm?task=${taskId}`))
  await expect(coordinator.getByText('स्कूल से चौराहे तक, बारह पेड़')).toBeVisible()
  await coordinator.getByRole('button', { name: en('tasks_c_confirm') }).click()
  await expect(coordinator.getByText(en('tasks_c_confirmed_done'))).toBeVisible()
  expect(await activeBooths(coordinator)).toBe(activeBefore + 1)

  await volunteer.goto(organisation(`/tasks/${taskId}`))
  await expect(volunteer.locator('#report')).toContainText(hi('tasks_state_confirmed'))
  await expect(volunteer.getByRole('button', { name: hi('tasks_withdraw') })).toHaveCount(0)

  await coordinator.goto(organisation('/questions'))
  await lookAt(coordinator, 'tasks-questions-en-1280')
  const card = coordinator.locator('[id^="question-"]').first()
  // What was typed is kept while something is missing still: first the words, then the choice.
  const [because, save] = [card.getByLabel(en('tasks_c_q_because')), card.getByRole('button', { name: en('tasks_c_q_save') })] // prettier-ignore
  await because.fill('They share the camp’s phone')
  await save.click()
  await expect(card.locator('[id$="-answer-error"]')).toBeVisible()
  await expect(because).toHaveValue('They share the camp’s phone')
  await card.getByLabel(en('tasks_c_q_fine')).check()
  await because.fill('')
  await save.click()
  await expect(card.locator('[id$="-words-error"]')).toBeVisible()
  await expect(card.getByLabel(en('tasks_c_q_fine'))).toBeChecked()
  await because.fill('They share the camp’s phone')
  await save.click()
  await expect(coordinator.getByText(en('tasks_c_q_answered_fine'))).toBeVisible()
  await beside.context().close()
  await volunteer.context().close()
  await coordinator.context().close()
})

/** The demo's volunteer has learnt a course: here that is longer ago than keeps a booth active, so that it is the task that makes it so. */
async function letHerBeQuiet(): Promise<void> {
  await ask(
    'organisation',
    'update people.activity set happened_on = happened_on - 60 where person_id = $1',
    [volunteerId],
  )
  await ask('organisation', `update people.person set state = 'lapsed' where id = $1 and state = 'active'`, [
    volunteerId,
  ])
}

/** How many booths of the coordinator's own coverage are active. */
async function activeBooths(page: Page): Promise<number> {
  await page.goto(organisation('/coverage'))
  const figure = await page
    .locator('main ul.figures li')
    .filter({ hasText: en('design_state_active') })
    .innerText()
  return Number(/[\d,]+/.exec(figure)![0].replaceAll(',', ''))
}

const daysFromNow = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
