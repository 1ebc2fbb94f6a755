import { issueBadge } from '#modules/credentials/server/index.ts'
import type { Transaction } from '#platform/context.ts'
import { ORGANISATION_PERSONAS } from './personas.ts'

const DAY_MS = 86_400_000

/** What the made-up volunteer earned before anybody looked: a course, and the title. */
const GIVEN = [
  {
    kind: 'course',
    about: 'demo/whatsapp@1',
    nameHi: 'व्हाट्सऐप पर ईमानदार काम',
    nameEn: 'Honest work with WhatsApp',
    criteriaHi: 'छह पाठ पूरे किए और हर पाठ के सवालों के सही उत्तर दिए।',
    criteriaEn: 'Finished six lessons and answered the questions of each rightly.',
    daysAgo: 20,
  },
  {
    kind: 'title',
    about: 'rule/1/0/बौद्धिक योद्धा/Bauddhik Yoddha',
    nameHi: 'बौद्धिक योद्धा',
    nameEn: 'Bauddhik Yoddha',
    criteriaHi: 'पुष्टि हुई; 1 पाठ्यक्रम पूरे किए।',
    criteriaEn: 'Vouched for; courses passed: 1.',
    daysAgo: 12,
  },
] as const

/** Gives the made-up volunteer her certificates, by the verb that rooms use. */
export async function giveBadges(tx: Transaction): Promise<void> {
  const { personId } = ORGANISATION_PERSONAS.boothVolunteer
  for (const { daysAgo, ...award } of GIVEN)
    await issueBadge(tx, {
      ...award,
      personId,
      earnedAt: new Date(tx.now.getTime() - daysAgo * DAY_MS),
    })
}
