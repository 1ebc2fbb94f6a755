import { expect, test, type Page } from '@playwright/test'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { hashOfPiece } from '#tests/builders/pieces.ts'
import { samplePiece } from '#tests/builders/samplePiece.ts'
import { openPlatforms } from '#tests/gateways/platforms/server.ts'
import { lookAt } from './look.ts'
import { openPage } from './openPage.ts'
import { ask } from './ownersEyes.ts'
import { organisation, signInAs, takeSecondStep } from './personas.ts'
import { word } from './words.ts'

const en = (key: string, parameters?: Record<string, string | number>) => word('en', key, parameters)
const hi = (key: string, parameters?: Record<string, string | number>) => word('hi', key, parameters)

/** A piece that two people have approved, with the owner's hand: how it comes to that, the studio's journey walks. */
async function approvedPiece(): Promise<string> {
  const plain = samplePiece()
  const document = { ...plain, title: { ...plain.title, en: `Made-up piece ${Date.now() % 10_000}` } }
  const [id, hash, now] = [uuidv7(), hashOfPiece(document), new Date()]
  const [state] = await ask<{ id: string; lft: number; rgt: number }>('organisation', `select id, lft, rgt from places.place where level = 'state' and ended_on is null limit 1`).catch(() => ask<{ id: string; lft: number; rgt: number }>('organisation', `select id, lft, rgt from places.tree where level = 'state' limit 1`)) // prettier-ignore
  const readers = await ask<{ id: string }>('organisation', `select id from people.person where state in ('vouched', 'active') order by id limit 2`) // prettier-ignore
  await ask('organisation', `insert into studio.piece (id, kind, title_hi, title_en, document, hash, place_id, place_lft, place_rgt, made_at, changed_at, sent_at, state)
    values ($1, $2, $3, $4, $5, decode($6, 'hex'), $7, $8, $9, $10, $10, $10, 'draft')`, [id, document.kind, document.title.hi, document.title.en, JSON.stringify(document), hash, state!.id, state!.lft, state!.rgt, now]) // prettier-ignore
  await ask('organisation', `update studio.piece set state = 'in_review' where id = $1`, [id])
  for (const reader of readers)
    await ask('organisation', `insert into studio.approval (id, piece_id, hash, by_person, checked, at)
      values ($1, $2, decode($3, 'hex'), $4, '{sources,rights,depicted,synthetic,tone}', $5)`, [uuidv7(), id, hash, reader.id, now]) // prettier-ignore
  await ask('organisation', `update studio.piece set state = 'approved', approved_at = $2 where id = $1`, [id, now]) // prettier-ignore
  return id
}

const postOf = (page: Page, name: string) => page.locator('section, .sheet').filter({ hasText: name }).last()

/**
 * An account is connected at its platform's own page; a post goes out, is looked at there and only then called live; another's answer is lost, and a person
 * says that it is there; a third is refused, and the page says by which words.
 */
test('the organisation publishes on its own channels, and each post says only what is known', async ({ browser }) => {
  test.slow()
  const platforms = await openPlatforms(Number(process.env.JOURNEY_CHANNELS))
  try {
    const admin = await openPage(browser, { language: 'en', width: 1280 })
    await signInAs(admin, 'administrator', '/channels/connect')
    await lookAt(admin, 'channels-connect-en-1280')
    await admin.getByRole('button', { name: en('channels_begin', { platform: en('channels_p_x') }) }).click()
    await takeSecondStep(admin, 'administrator')
    await admin.getByRole('link', { name: en('channels_go') }).click()
    await expect(admin.getByText(en('channels_connected'))).toBeVisible()
    await expect(admin.getByRole('row').filter({ hasText: 'कल्पित संगठन' })).toContainText(en('channels_st_open'))

    await admin.goto(organisation('/channels/connect'))
    await admin.getByLabel(en('channels_tg_channel'), { exact: true }).fill('kalpit')
    await admin.getByLabel(en('channels_tg_token')).fill(platforms.telegram.token)
    await admin.getByRole('button', { name: en('channels_tg_connect') }).click()
    await expect(admin.locator('#channel-error')).toHaveText(en('channels_telegram_channel'))
    await admin.getByLabel(en('channels_tg_channel'), { exact: true }).fill('@kalpit_org')
    await admin.getByLabel(en('channels_tg_token')).fill(platforms.telegram.token)
    await admin.getByRole('button', { name: en('channels_tg_connect') }).click()
    await expect(admin.getByText(en('channels_connected'))).toBeVisible()
    await lookAt(admin, 'channels-en-1280')

    const piece = await approvedPiece()
    // The answer about the post on X is lost; Telegram's is a plain no.
    const publish = async (on: string, words: string, choice: string) => {
      await admin.goto(organisation(`/channels/publish?piece=${piece}`))
      const post = postOf(admin, on)
      await post.getByLabel(en('channels_plan_use')).check()
      await post.getByLabel(en('channels_plan_form')).selectOption(choice)
      await post.getByLabel(en('channels_plan_words'), { exact: true }).fill(words)
    }
    const send = async () => {
      await admin.getByRole('button', { name: en('channels_plan_send') }).click()
      await expect(admin.getByText(en('channels_asked'))).toBeVisible()
    }
    await publish(en('channels_p_x'), 'Water in every house https://example.org/water', 'message:en')
    await admin.getByRole('button', { name: en('channels_plan_check') }).click()
    await expect(admin.getByText(en('channels_plan_checked'))).toBeVisible()
    await expect(postOf(admin, en('channels_p_x'))).toContainText(en('channels_pre_price_link', { price: '0.2', plain: '0.015' })) // prettier-ignore
    await lookAt(admin, 'channels-publish-en-1280')
    // An hour without its day is no hour, and no "now".
    await admin.locator('#notBeforeTime').fill('10:00')
    await admin.getByRole('button', { name: en('channels_plan_send') }).click()
    await expect(admin.locator('#notBefore-error')).toHaveText(en('channels_time_wrong'))
    await admin.locator('#notBeforeTime').fill('')
    await send()
    const row = (state: string) => admin.locator('#all').getByRole('row').filter({ hasText: en(`channels_s_${state}`) }) // prettier-ignore
    await expect(async () => {
      await admin.reload()
      await expect(row('verified_live')).toBeVisible({ timeout: 500 })
    }).toPass({ timeout: 40_000 })

    platforms.next(/POST \/x\/2\/tweets$/, 'takes, then 500')
    await publish(en('channels_p_x'), 'हर घर तक पानी', 'message:hi')
    await send()
    platforms.next(/sendMessage$/, { status: 403, json: { ok: false, error_code: 403, description: 'Forbidden: bot is not a member of the channel chat' } }) // prettier-ignore
    await publish(en('channels_p_telegram'), 'हर घर तक पानी', 'message:hi')
    await send()
    const needy = admin.locator('#needy')
    await expect(async () => {
      await admin.reload()
      await expect(needy.getByRole('row').filter({ hasText: en('channels_s_ambiguous') })).toBeVisible({ timeout: 500 })
      await expect(needy.getByRole('row').filter({ hasText: en('channels_s_failed') })).toBeVisible({ timeout: 500 })
    }).toPass({ timeout: 40_000 })
    await lookAt(admin, 'channels-queue-en-1280')

    await needy.getByRole('row').filter({ hasText: en('channels_s_failed') }).getByRole('link').click()
    await expect(admin.getByText('bot is not a member').first()).toBeVisible()
    await lookAt(admin, 'channels-failed-en-1280')

    // On a phone, in Hindi: what nobody knows is decided by a person who looked.
    const phone = await openPage(browser, { language: 'hi', width: 360 })
    await signInAs(phone, 'administrator')
    for (const path of ['/channels', '/channels/connect', `/channels/publish?piece=${piece}`, '/channels/queue']) {
      await phone.goto(organisation(path))
      if (/second-step/.test(phone.url())) await takeSecondStep(phone, 'administrator')
      await lookAt(phone, `channels${path.split('?')[0]!.replace('/channels', '').replaceAll('/', '-')}-hi-360`)
    }
    await phone.locator('#needy').getByRole('row').filter({ hasText: hi('channels_s_ambiguous') }).getByRole('link').click()
    await expect(phone.locator('#look')).toContainText(hi('channels_t_found'))
    await lookAt(phone, 'channels-look-hi-360')
    const there = phone.getByRole('button', { name: hi('channels_t_there'), exact: true })
    await there.click()
    await expect(there).toBeHidden()
    await expect(async () => {
      await phone.reload()
      await expect(phone.getByText(hi('channels_s_verified_live')).first()).toBeVisible({ timeout: 500 })
    }).toPass({ timeout: 40_000 })
    expect(platforms.x.posts.size).toBe(2)
    await phone.goto(organisation('/news'))
    await lookAt(phone, 'channels-news-hi-360')
    // The browser knows where *.localhost is; Node's resolver does not.
    const asked = await phone.evaluate(async () => {
      const feed = await fetch('/feeds/hi.rss')
      const etag = feed.headers.get('etag') ?? ''
      const again = await fetch('/feeds/hi.rss', { headers: { 'if-none-match': etag }, cache: 'no-store' })
      return { type: feed.headers.get('content-type'), again: again.status }
    })
    expect(asked.type).toContain('application/rss+xml')
    expect(asked.again).toBe(304)
  } finally {
    platforms.hangUp()
    await platforms.close()
  }
}) // prettier-ignore
