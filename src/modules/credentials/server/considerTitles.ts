import { record } from '#platform/audit/append.ts'
import type { Transaction } from '#platform/context.ts'
import { announceAll } from '#platform/outbox/announce.ts'
import { readSettings } from '#platform/settings/settings.ts'
import { aboutTitle, titleStep, type TitleNames, type TitleRule } from '../domain/titleRule.ts'
import { issueBadges } from './issueBadge.ts'
import {
  readTitleRule,
  saveTitlesDue,
  saveTitlesTakenBack,
  titleHoldings,
  vouchedAmong,
  type TitleHolding,
} from './titleStore.ts'

/**
 * Gives the title to whoever of some persons has earned it, asks for its refresh, and takes it back from whoever holds it no longer by right. Asked
 * again it changes nothing. By the house's hand: the rooms whose badges count do not know of it.
 */
export async function considerTitles(tx: Transaction, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return
  const rule = await readTitleRule(tx)
  const vouched = await vouchedAmong(tx, personIds)
  const steps = (await titleHoldings(tx, personIds)).map((one) => ({
    ...one,
    step: titleStep(rule, vouched.has(one.personId), one.grounds, one.title ?? undefined),
  }))
  const titlesOf = (held: string) =>
    steps.flatMap(({ personId, title, step }) =>
      title && step.held === held ? [{ ...title, personId }] : [],
    )
  await saveTitlesDue(tx, idsOf(titlesOf('due')), true)
  await saveTitlesDue(tx, idsOf(titlesOf('good')), false)
  await takeBack(tx, titlesOf('takenBack'))
  const earned = steps.filter(({ step }) => step.give).map(({ personId }) => personId)
  const names = earned.length > 0 ? await readSettings(tx.db) : undefined
  if (names) await issueBadges(tx, { ...award(rule, names), personIds: earned, earnedAt: tx.now })
}

type Title = NonNullable<TitleHolding['title']> & { readonly personId: string }
const idsOf = (titles: readonly Title[]): readonly string[] => titles.map(({ badgeId }) => badgeId)

async function takeBack(tx: Transaction, titles: readonly Title[]): Promise<void> {
  await saveTitlesTakenBack(tx, idsOf(titles))
  for (const { badgeId, personId } of titles)
    record(tx, 'credentials.takeTitleBack', `person:${personId}`, { badgeId })
  await announceAll(
    tx,
    'credentials.badgeRevoked',
    titles.map(({ badgeId, personId }) => ({ badgeId, personId, kind: 'title', why: 'taken_back' })),
  )
}

/** What the badge says of how it was earned. */
function award(rule: TitleRule, names: TitleNames) {
  const { courses, events } = rule
  const hi = [
    courses > 0 ? `${courses} पाठ्यक्रम पूरे किए` : '',
    events > 0 ? `${events} शिविर या सम्मेलन में आए` : '',
  ]
  const en = [courses > 0 ? `courses passed: ${courses}` : '', events > 0 ? `events attended: ${events}` : '']
  return {
    kind: 'title' as const,
    about: aboutTitle(rule, names),
    nameHi: names.titleHi,
    nameEn: names.titleEn,
    criteriaHi: `पुष्टि हुई; ${hi.filter(Boolean).join(', ')}।`,
    criteriaEn: `Vouched for; ${en.filter(Boolean).join(', ')}.`,
  }
}
