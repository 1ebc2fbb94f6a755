import { issueBadge } from '#modules/credentials/server/index.ts'
import { DAY_MS } from '#platform/clock/clock.ts'
import type { Transaction } from '#platform/context.ts'
import { ORGANISATION_PERSONAS } from './personas.ts'

/** What the made-up volunteer earned before anybody looked: a camp that is over, and the title by the rule of that time. Her course she passes by the room's own verb (passLessons.ts). */
const GIVEN = [
  {
    kind: 'attendance',
    about: 'demo/camp',
    nameHi: 'झिलमिलपुर पंचायत शिविर',
    nameEn: 'Jhilmilpur panchayat camp',
    criteriaHi: 'झिलमिलपुर पंचायत शिविर: द्वार पर किसी और ने उपस्थिति जाँची।',
    criteriaEn: 'Jhilmilpur panchayat camp: somebody else checked the attendance at the gate.',
    daysAgo: 20,
  },
  {
    kind: 'title',
    about: 'rule/0/1/बौद्धिक योद्धा/Bauddhik Yoddha',
    nameHi: 'बौद्धिक योद्धा',
    nameEn: 'Bauddhik Yoddha',
    criteriaHi: 'पुष्टि हुई; 1 शिविर या सम्मेलन में आए।',
    criteriaEn: 'Vouched for; events attended: 1.',
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
