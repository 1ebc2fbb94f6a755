import { expect, test, type Page } from '@playwright/test'
import { lookAt } from './look.ts'
import { openPage } from './openPage.ts'
import { newestCode, organisation, signInAs } from './personas.ts'
import { readQr } from './readQr.ts'
import { word, type Language } from './words.ts'

/** The project's main job: from a vacant booth to a verified one. In Hindi on a phone, in English on a laptop. */
const SETTINGS = [
  { language: 'hi', width: 360, height: 740, name: 'सुनीता कुमारी', phone: '99990 71234' },
  { language: 'en', width: 1280, height: 828, name: 'Ramesh Kumar', phone: '+91-99990-75678' },
] as const satisfies readonly {
  language: Language
  width: number
  height: number
  name: string
  phone: string
}[]

for (const setting of SETTINGS)
  test(`a vacant booth is invited for, joined, vouched for and turns verified (${setting.language}, ${setting.width} px)`, async ({
    browser,
  }) => {
    test.slow() // a picture and an axe run at each of its eleven stops
    const { language } = setting
    const say = (key: string, parameters?: Record<string, string | number>) => word(language, key, parameters)
    const shot = (name: string) => `${name}-${language}-${setting.width}`

    // The voucher's own list of vacant booths says which booth the walk is about.
    const voucher = await openPage(browser, setting)
    await signInAs(voucher, 'constituency-coordinator', '/coverage?state=vacant')
    await lookAt(voucher, shot('coverage'))
    const ofBooth = await voucher
      .locator('table a[href*="/invitations/new?place="]')
      .first()
      .getAttribute('href')
    const boothId = new URL(ofBooth!, 'http://x').searchParams.get('place')!
    const constituency = organisation('/coverage')
    const mark = voucher.locator(`#map a[href*="${boothId}"] use`)
    const verifiedBefore = await figureOf(voucher, constituency, say('design_state_verified'))
    await expect(mark).toHaveClass(/vacant/)

    // The district coordinator invites: the walk has two hands.
    const inviter = await openPage(browser, setting)
    await signInAs(inviter, 'district-coordinator', `/coverage?place=${boothId}`)
    await lookAt(inviter, shot('vacant-booth'))
    await inviter.locator(`main a[href*="/invitations/new?place=${boothId}"]`).first().click()
    await lookAt(inviter, shot('invite'))
    await inviter.getByRole('button', { name: say('people_c_make_link') }).click()
    const link = await inviter.locator('.link a').getAttribute('href')
    expect(link).toContain('/join/')
    expect(await readQr(inviter.locator('main svg[role=img]:visible'))).toBe(link)
    await lookAt(inviter, shot('invitation'))

    const newcomer = await openPage(browser, setting)
    await newcomer.goto(link!)
    await lookAt(newcomer, shot('join'))
    await newcomer.getByLabel(say('people_name'), { exact: true }).fill(setting.name)
    await newcomer.getByLabel(say('people_phone'), { exact: true }).fill(setting.phone)
    await newcomer.locator(`input[name="boothId"][value="${boothId}"]`).check()
    await newcomer.getByLabel(say('people_adult')).check()
    await newcomer.getByLabel(say('people_agree_membership')).check()
    await newcomer.getByRole('button', { name: say('people_join_go') }).click()
    await expect(newcomer).toHaveURL(/\/sign-in\/code/)
    await lookAt(newcomer, shot('code'))
    await newcomer
      .getByLabel(say('accounts_code'), { exact: true })
      .fill(await newestCode(newcomer, setting.phone))
    await newcomer.getByRole('button', { name: say('accounts_join_finish') }).click()
    await expect(newcomer).toHaveURL(/\/join\/received/)
    await lookAt(newcomer, shot('received'))
    await newcomer.goto(organisation('/today'))
    await lookAt(newcomer, shot('today-waiting'))
    await voucher.goto(constituency)
    await expect(mark).toHaveClass(/claimed/)

    // A coordinator of another wing is not asked and sees nobody.
    const stranger = await openPage(browser, setting)
    await signInAs(stranger, 'womens-coordinator', '/waiting')
    await expect(stranger.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(stranger.getByText(setting.name)).toHaveCount(0)
    await stranger.context().close()

    await voucher.goto(organisation('/waiting'))
    await lookAt(voucher, shot('waiting'))
    const card = voucher.getByRole('listitem').filter({ hasText: setting.name })
    await card
      .getByRole('button', { name: say('people_c_vouch') })
      .first()
      .click()
    await expect(voucher.getByText(say('people_c_done_vouched', { name: setting.name }))).toBeVisible()

    expect(await figureOf(voucher, constituency, say('design_state_verified'))).toBe(verifiedBefore + 1)
    await expect(mark).toHaveClass(/verified/)
    await voucher.goto(organisation(`/coverage?place=${boothId}`))
    await lookAt(voucher, shot('verified'))

    await newcomer.goto(organisation('/today'))
    await lookAt(newcomer, shot('today'))
    await newcomer.goto(organisation('/card'))
    // The page has made the card by itself.
    const qr = newcomer.locator('main svg[role=img]')
    await expect(qr).toBeVisible()
    await lookAt(newcomer, shot('card'))

    // Anybody with a camera reads the card: no sign-in, and nothing but what the check page may tell.
    const passerBy = await openPage(browser, setting)
    await passerBy.goto(await readQr(qr))
    await expect(passerBy.getByText(say('people_check_valid'), { exact: true })).toBeVisible()
    await expect(passerBy.getByRole('main')).toContainText(setting.name.split(' ')[0]!)
    await expect(passerBy.getByRole('main')).not.toContainText(setting.name.split(' ')[1]!)
    await lookAt(passerBy, shot('check'))
    await passerBy.context().close()
    await inviter.context().close()
    await voucher.context().close()
    await newcomer.context().close()
  })

/** How many booths of a coverage page stand in a state, as its figures say. */
async function figureOf(page: Page, address: string, state: string): Promise<number> {
  await page.goto(address)
  const figures = await page.locator('main ul.figures li').filter({ hasText: state }).innerText()
  return Number(/[\d,]+/.exec(figures)![0].replaceAll(',', ''))
}
