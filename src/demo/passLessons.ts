import { fieldsOf, rightAnswer } from '#modules/learning/domain/grading.ts'
import { questionsOf } from '#modules/learning/domain/lesson.ts'
import { answerLesson } from '#modules/learning/server/index.ts'
import { personActor, systemActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { contextFor, type Platform } from '#platform/context.ts'
import { lessonsOfCourse, nobodyLearnt, vouchedNear, type LessonInForce } from './demoLearningStore.ts'
import { demoId } from './demoId.ts'
import { ORGANISATION_PERSONAS } from './personas.ts'

const COURSE = 'whatsapp'
/** Others of her constituency have begun: few, for a start is waited for. */
const NEIGHBOURS = 3
const BEGUN = 2

/**
 * Lets the made-up volunteer pass a whole course and some of her neighbours its first lessons, by the verb that phones use: so what her badge says, her
 * courses, her recall cards and her coordinator's tracks say too.
 */
export async function passLessons(platform: Platform): Promise<void> {
  const { personId } = ORGANISATION_PERSONAS.boothVolunteer
  const house = contextFor(platform, systemActor('demo'))
  const { lessons, others } = await house.transaction(async (tx) => ({
    lessons: (await nobodyLearnt(tx)) ? await lessonsOfCourse(tx, COURSE) : [],
    others: await vouchedNear(tx, personId, NEIGHBOURS),
  }))
  for (const lesson of lessons) await pass(platform, personId, lesson)
  for (const other of others)
    for (const lesson of lessons.slice(0, BEGUN)) await pass(platform, other, lesson)
}

async function pass(
  platform: Platform,
  personId: string,
  { versionId, content }: LessonInForce,
): Promise<void> {
  const own = demoId(`learner/${personId}`)
  const actor = personActor({ personId, accountId: own, sessionId: own, assurance: 1, authorities: [] })
  const right = questionsOf(content).map((question) => [question.key, rightAnswer(question)] as const)
  await answerLesson(contextFor(platform, actor), {
    command: uuidv7(),
    versionId,
    fields: fieldsOf(content, Object.fromEntries(right)),
  })
}
