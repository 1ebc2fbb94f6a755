import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import { workbook, workbookParts, zip } from '../builders/workbook.ts'
import { typeInKrutiDev } from '../../src/engines/krutidev/typeInKrutiDev.ts'
import { ORGANISATION_PERSONAS } from '#demo/personas.ts'
import { lookAt } from './look.ts'
import { newestCode, organisation, signInAs, takeSecondStep } from './personas.ts'
import { word } from './words.ts'

test.describe.configure({ timeout: 300_000 })

const say = (key: string, parameters?: Record<string, string | number>) => word('hi', key, parameters)
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** Phones that nobody of the demo has, nor an earlier run whose home was kept (JOURNEY_HOME): an import of the same people is nothing new. */
const series = `6299${Math.floor(Date.now() / 60_000) % 10}`
const phone = (n: number) => `${series}${String(10_000 + n)}`
const button = (page: Page, key: string, parameters?: Record<string, string | number>) =>
  page.getByRole('button', { name: say(key, parameters), exact: true })

/** The place comes first, then the file. */
const takePlace = (page: Page, language: 'hi' | 'en' = 'hi') =>
  page.getByRole('link', { name: word(language, 'people_import_place_take', { place: '#' }).split('#').at(-1)! }).click() // prettier-ignore

async function send(page: Page, name: string, buffer: Buffer, mimeType = XLSX): Promise<void> {
  await page.goto(organisation('/people/import'))
  await takePlace(page)
  await page.setInputFiles('#file', { name, mimeType, buffer })
  await button(page, 'people_import_send').click()
}

/** The number of rows that stands beside an end in the table of effects. */
const rowsOf = (page: Page, outcome: string) =>
  page.locator('#effects tbody tr').filter({ hasText: say(`people_import_out_${outcome}`) }).locator('td').last() // prettier-ignore

test('a coordinator brings in a list, leaves, comes back, mends what was bad and takes it back (hi, 1280 px); who is on it decides for herself (hi, 360 px)', async ({
  browser,
}) => {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 828 },
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await signInAs(page, 'state-coordinator', '/people')
  await page.getByRole('link', { name: say('people_import_link'), exact: true }).click()
  await takeSecondStep(page, 'state-coordinator')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('people_import_title'))
  await lookAt(page, 'import-place-hi-1280')
  await takePlace(page)
  await lookAt(page, 'import-upload-hi-1280')
  await page.setViewportSize({ width: 360, height: 740 })
  await lookAt(page, 'import-upload-hi-360')
  await page.setViewportSize({ width: 1280, height: 828 })

  // What is no list, or would burst, is refused with what to do instead.
  await send(page, 'photo.xlsx', Buffer.from('%PDF-1.7 no list'), XLSX)
  await expect(page.getByText(say('tables_no_table')).first()).toBeVisible()
  const bomb = zip(workbookParts([['a']]).map((part) => (part.name.endsWith('sheet2.xml') ? { ...part, text: `<worksheet>${' '.repeat(20_000_000)}</worksheet>` } : part))) // prettier-ignore
  await send(page, 'bomb.xlsx', bomb)
  await expect(page.getByText(say('tables_zip_bomb')).first()).toBeVisible()

  // A wrong file is let go where its columns show that it is one.
  await send(page, 'wrong.csv', Buffer.from('Name,Mobile\nपरीक्षा गलत,12345'), 'text/csv')
  await expect(page.locator('#columns')).toBeVisible()
  await button(page, 'people_import_discard').click()
  await expect(page).toHaveURL(organisation('/people/import'))
  await expect(page.locator('#earlier')).toContainText(say('people_import_none'))
  await takePlace(page)

  const people = Array.from({ length: 2_400 }, (_, at) => [typeInKrutiDev(`परीक्षा ${'कखगघचछजटठडतदनपबमयरलवसह'[at % 22]}ल`), Number(phone(at)), 1 + (at % 50), 1 + (at % 40), 'x']) // prettier-ignore
  const list = workbook([
    ['dk;ZdrkZ lwph 2026', null, null, null, null],
    ['uke', 'eksckbZy', 'AC No', 'Part No', 'tkfr'],
    ...people,
    [typeInKrutiDev('परीक्षा बुरा'), '9.83E+09', 1, 1, 'x'],
    [typeInKrutiDev('परीक्षा दूर'), Number(phone(9_000)), 1, 9_999, 'x'],
  ])
  await send(page, 'कार्यकर्ता.xlsx', list)
  await expect(page.locator('#columns')).toBeVisible()
  await expect(page.locator('[name="field.0"]')).toHaveValue('name')
  await expect(page.locator('[name="field.1"]')).toHaveValue('phone')
  await expect(page.locator('[name="kruti.0"]')).toBeChecked()
  await expect(page.getByText('परीक्षा कल').first()).toBeVisible()
  await expect(page.getByText(say('people_import_unkept_belief'))).toBeVisible()
  await lookAt(page, 'import-columns-hi-1280')
  await button(page, 'people_import_check').click()
  await expect(page.locator('#effects')).toBeVisible({ timeout: 120_000 })
  await expect(rowsOf(page, 'new').first()).toHaveText(/2,400/)
  await expect(page.locator('#problems')).toContainText(say('accounts_phone_spreadsheet'))
  await expect(page.locator('#problems')).toContainText(say('people_import_r_booth_unknown'))
  await lookAt(page, 'import-preview-hi-1280')
  const address = page.url()

  await button(page, 'people_import_run', { count: '2,400' }).click()
  await expect(page.locator('progress, #undo').first()).toBeVisible()
  await page.screenshot({ path: 'test-results/pictures/import-progress-hi-1280.png' })
  // The work goes on while she is elsewhere.
  await page.goto(organisation('/coverage'))
  await page.goto(organisation('/people/import'))
  await page.locator('#earlier a').first().click()
  await expect(page).toHaveURL(address)
  await expect(page.locator('#undo')).toBeVisible({ timeout: 180_000 })
  await expect(page.locator('#effects')).toContainText(say('people_import_done_title'))
  await lookAt(page, 'import-done-hi-1280')

  // What was bad comes as a file; mended it goes in again.
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: say('people_import_bad_file') }).click()
  const file = await (await downloading).path()
  const bad = readFileSync(file, 'utf8')
  expect(bad.trimEnd().split('\r\n')).toHaveLength(3)
  expect(bad).toContain(say('accounts_phone_spreadsheet'))
  expect(bad).toContain(word('en', 'people_import_r_booth_unknown'))
  const mended = bad.replace('9.83E+09', phone(9_001)).replace(',9999,', ',2,')
  writeFileSync('test-results/mended.csv', mended)
  await send(page, 'mended.csv', Buffer.from(mended), 'text/csv')
  // Our own columns of reasons and rows are known again.
  await expect(page.getByText(say('people_import_unkept_ours'))).toHaveCount(3)
  await lookAt(page, 'import-mended-columns-hi-1280')
  await button(page, 'people_import_check').click()
  await expect(rowsOf(page, 'new').first()).toHaveText('2', { timeout: 120_000 })
  await button(page, 'people_import_run', { count: '2' }).click()
  await expect(page.locator('#undo')).toBeVisible({ timeout: 120_000 })

  // Somebody on the list signs in with her own phone, reads and agrees.
  const hers = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true })
  const herPage = await hers.newPage()
  await herPage.goto(organisation('/sign-in'))
  await herPage.fill('#phone', phone(0))
  await herPage.click('main form button')
  await herPage.fill('#code', await newestCode(herPage, phone(0)))
  await herPage.click('main form button')
  await expect(herPage).not.toHaveURL(/\/sign-in/)
  await herPage.goto(organisation('/today'))
  await expect(herPage.locator('#next')).toContainText(say('people_next_agree'))
  await lookAt(herPage, 'import-today-hi-360')
  await herPage.getByRole('link', { name: say('people_agree_read') }).click()
  await herPage.check('[name=adult]')
  await herPage.check('[name="purpose.call"]')
  await button(herPage, 'people_agree_go').click()
  await expect(herPage.locator('[name=membership]')).toHaveAttribute('aria-invalid', 'true')
  // What she ticked is kept, and nothing is ticked for her.
  await expect(herPage.locator('input[type=checkbox]:checked')).toHaveCount(2)
  for (const ticked of ['adult', 'purpose.call'])
    await expect(herPage.locator(`[name="${ticked}"]`)).toBeChecked()
  await lookAt(herPage, 'import-agree-hi-360')
  // So is that she is sure, where her refusal itself does not get through.
  await herPage.check('[name=sure]')
  await herPage.locator('form[action="?/refuse"] [name=command]').evaluate((field: HTMLInputElement) => (field.value = 'none')) // prettier-ignore
  await button(herPage, 'people_agree_refuse_go').click()
  await expect(herPage.locator('[role=alert]')).toBeVisible()
  await expect(herPage.locator('[name=sure]')).toBeChecked()
  await herPage.goto(organisation('/agree'))
  for (const name of ['adult', 'purpose.call']) await herPage.check(`[name="${name}"]`)
  await herPage.check('[name=membership]')
  await button(herPage, 'people_agree_go').click()
  await expect(herPage.locator('#next')).toContainText(say('people_next_vouch'))

  // The undo keeps her, and says so.
  await page.goto(address)
  await lookAt(page, 'import-undo-hi-1280')
  await button(page, 'people_import_undo').click()
  await expect(page.locator('#undone')).toBeVisible({ timeout: 180_000 })
  await expect(page.locator('#undone')).toContainText('2,399')
  await expect(page.locator('#undone')).toContainText(say('people_import_undone_kept_joined'))
  await lookAt(page, 'import-undone-hi-1280')
})

test('a file of 200 MB is refused before it is read, in words', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 828 } })
  const page = await context.newPage()
  await signInAs(page, 'state-coordinator', '/people/import')
  await takeSecondStep(page, 'state-coordinator')
  await page.goto(organisation('/people/import'))
  await takePlace(page)
  const path = 'test-results/large.csv'
  writeFileSync(path, Buffer.alloc(200 * 1024 * 1024, 'a,b,c\n'))
  await page.setInputFiles('#file', path)
  rmSync(path)
  await expect(page.getByText(say('tables_too_large'))).toBeVisible()
  await expect(button(page, 'people_import_send')).toBeDisabled()
  // Without the page's help the server says the same.
  const answer = await page.evaluate(async () => {
    const body = new FormData()
    body.set('file', new Blob([new Uint8Array(70 * 1024 * 1024).fill(97)]), 'large.csv')
    const response = await fetch(location.pathname, {
      method: 'POST',
      body,
      headers: { accept: 'text/html' },
    })
    return { status: response.status, text: await response.text() }
  })
  expect(answer.status).toBe(413)
  expect(answer.text).toContain(say('tables_too_large'))
})

test('a coordinator brings in appointments from a list and takes them back (en, 1280 px)', async ({
  browser,
}) => {
  const en = (key: string, parameters?: Record<string, string | number>) => word('en', key, parameters)
  const press = (key: string, parameters?: Record<string, string | number>) =>
    page.getByRole('button', { name: en(key, parameters), exact: true }).click()
  const context = await browser.newContext({
    viewport: { width: 1280, height: 828 },
    reducedMotion: 'reduce',
  })
  await context.addCookies([{ name: 'language', value: 'en', url: organisation('/') }])
  const page = await context.newPage()
  await signInAs(page, 'state-coordinator', '/people/import')
  await takeSecondStep(page, 'state-coordinator')
  await page.goto(organisation('/people/import'))
  await takePlace(page, 'en')
  const { phone: hisPhone, nameEn } = ORGANISATION_PERSONAS.boothVolunteer
  const admin = ORGANISATION_PERSONAS.administrator
  const list = [
    'Committee 2026,,,',
    'Name,Mobile,Post,Since',
    `${nameEn},${hisPhone},Trainer,2020-01-31`,
    `Somebody Else,${hisPhone},Trainer,`,
    `${admin.nameEn},${admin.phone},Administrator,`,
    `${nameEn},${hisPhone},Chieftain,`,
  ].join('\n')
  await page.selectOption('[name=subject]', 'appointments')
  await page.setInputFiles('#file', { name: 'committee.csv', mimeType: 'text/csv', buffer: Buffer.from(list) }) // prettier-ignore
  await lookAt(page, 'import-offices-upload-en-1280')
  await press('people_import_send')
  await expect(page.locator('[name="field.2"]')).toHaveValue('role')
  await expect(page.locator('[name="field.3"]')).toHaveValue('since')
  await lookAt(page, 'import-offices-columns-en-1280')
  await press('people_import_check')
  const effects = page.locator('#effects')
  await expect(effects).toBeVisible({ timeout: 120_000 })
  for (const reason of ['since_past', 'other_name', 'role_admin', 'role_unknown'])
    await expect(effects).toContainText(en(`people_import_r_${reason}`))
  await expect(page.getByText(`${nameEn}, ${en('people_c_role_trainer')}`).first()).toBeVisible()
  await lookAt(page, 'import-offices-preview-en-1280')
  const address = page.url()
  await press('people_import_run_appointments', { count: '1' })
  await expect(page.locator('#undo')).toBeVisible({ timeout: 120_000 })

  // The office stands on his page, and again as ended once the list was taken back.
  const his = organisation(`/people/${ORGANISATION_PERSONAS.boothVolunteer.personId}`)
  await page.goto(his)
  await expect(page.locator('main')).toContainText(en('people_c_role_trainer'))
  await page.goto(address)
  await press('people_import_undo')
  await expect(page.locator('#undone')).toBeVisible({ timeout: 120_000 })
  await expect(page.locator('#undone')).toContainText(en('people_import_undone_ended'))
  await lookAt(page, 'import-offices-undone-en-1280')
})

test('an administrator sends an official list of booths, sees how it was read, what is new and what it leaves out, applies it, sees what would go back, and takes it back (hi, 1280 px)', async ({
  browser,
}) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 828 } })
  const page = await context.newPage()
  await signInAs(page, 'administrator', '/places/restructure')
  await takeSecondStep(page, 'administrator')
  await page.goto(organisation('/places/restructure'))
  await lookAt(page, 'import-booths-upload-hi-1280')
  // As an office sends it: a title, two rows of headings, a row that counts the columns, a constituency written once.
  const fresh = 70_000 + (Math.floor(Date.now() / 60_000) % 29_000)
  const list = [
    ...['मतदान केन्द्रों की सूची,,,', 'क्र.सं.,विधानसभा,मतदान केन्द्र,', ',,की संख्या,का नाम', '1,2,3,4'],
    ...['1,1,1,सूची का विद्यालय', `2,,${fresh},सूची का भवन`],
  ].join('\n')
  await page.setInputFiles('#file', { name: 'booths.csv', mimeType: 'text/csv', buffer: Buffer.from(list) })
  await button(page, 'places_r_send').click()
  await expect(page.locator('#changes')).toContainText('सूची का भवन')
  await expect(page.locator('#changes')).toContainText('सूची का विद्यालय')
  // What the list leaves out stays, and the page says what to do where that is wrong.
  await expect(page.locator('main')).toContainText(
    say('places_r_list_missing', { missing: '#' }).split('#')[1]!,
  )
  await expect(button(page, 'places_r_apply')).toBeVisible()
  await lookAt(page, 'import-booths-preview-hi-1280')
  await page.setViewportSize({ width: 360, height: 740 })
  await lookAt(page, 'import-booths-preview-hi-360')
  await page.setViewportSize({ width: 1280, height: 828 })
  await expect(page.locator('#list-columns li')).toHaveCount(3)
  // A column that was read wrong is said again in the page; what was chosen outlasts a refusal.
  await page.getByRole('link', { name: say('places_r_columns_again') }).click()
  await expect(page.locator('[name="field.2"]')).toHaveValue('booth')
  await lookAt(page, 'import-booths-columns-hi-1280')
  await page.selectOption('[name="field.3"]', 'nameEn')
  await page.selectOption('[name="field.2"]', '')
  await button(page, 'places_r_columns_do').click()
  await expect(page.getByText(say('places_r_columns_booth')).first()).toBeVisible()
  await expect(page.locator('[name="field.3"]')).toHaveValue('nameEn')
  await page.selectOption('[name="field.2"]', 'booth')
  await page.selectOption('[name="field.3"]', 'nameHi')
  await button(page, 'places_r_columns_do').click()
  await expect(page.locator('#changes')).toContainText('सूची का भवन')
  await button(page, 'places_r_apply').click()
  await expect(page.getByText(say('places_r_done'))).toBeVisible({ timeout: 60_000 })
  await page.getByRole('link', { name: say('places_u_offer'), exact: true }).click()
  await expect(page.locator('#going')).toContainText('सूची का भवन')
  await expect(page.locator('main')).toContainText(say('places_u_kept_none'))
  await lookAt(page, 'undo-booths-preview-hi-1280')
  const asked = page.url()
  await button(page, 'places_u_do').click()
  await expect(page.getByText(say('places_u_done'), { exact: true })).toBeVisible({ timeout: 60_000 })
  await lookAt(page, 'undo-booths-done-hi-1280')
  // Asked again, the page shows what became of it.
  await page.goto(asked)
  await expect(page.getByText(say('places_u_done'), { exact: true })).toBeVisible()
  await page.getByRole('link', { name: say('places_u_see_of'), exact: true }).click()
  await expect(page.getByText(say('places_u_undone'), { exact: true })).toBeVisible()
})
