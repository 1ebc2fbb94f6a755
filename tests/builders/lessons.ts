import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { wholeLesson, type LessonContent, type LessonDraft } from '#modules/learning/domain/content.ts'
import { hashOf, textBytes } from '#modules/learning/server/weigh.ts'
import type { TestPlatform } from '#tests/database/testPlatform.ts'

const both = (hi: string, en: string) => ({ hi, en })

/** A tiny lesson with a question of each kind, a practical task, a fact and two cards, of which the first rests on the fact. */
export function tinyLesson(change: (lesson: LessonDraft) => void = () => {}): LessonContent {
  const lesson = {
    key: 'tiny',
    title: both('छोटा पाठ', 'A tiny lesson'),
    minutes: 3,
    facts: [
      {
        key: 'limit',
        says: both('एक बार में पाँच चैट', 'Five chats at a time'),
        source: { title: 'Help page', publisher: 'The platform', address: 'https://help.example/limits' },
        readOn: '2026-11-01',
        staleOn: '2027-05-01',
      },
    ],
    blocks: [
      { kind: 'text', hi: 'पहले **रुकें**।\n\n- देखें\n- सोचें', en: 'First **pause**.\n\n- look\n- think', facts: ['limit'] }, // prettier-ignore
      {
        kind: 'question',
        key: 'one',
        ask: both('कितनी चैट?', 'How many chats?'),
        why: both('पाँच, तीन नहीं।', 'Five, not three.'),
        facts: ['limit'],
        answer: { kind: 'one', options: [both('तीन', 'three'), both('पाँच', 'five')], right: 1 },
      },
      {
        kind: 'question',
        key: 'many',
        ask: both('क्या देखें?', 'What to look at?'),
        why: both('स्रोत और तारीख़।', 'Source and day.'),
        answer: { kind: 'many', options: [both('स्रोत', 'source'), both('रंग', 'colour'), both('तारीख़', 'day')], right: [0, 2] }, // prettier-ignore
      },
      {
        kind: 'question',
        key: 'order',
        ask: both('क्रम से', 'In order'),
        why: both('पहले रुकना।', 'Pausing comes first.'),
        answer: { kind: 'order', items: [both('रुकें', 'pause'), both('जाँचें', 'check'), both('भेजें', 'send')] },
      },
      {
        kind: 'question',
        key: 'pairs',
        ask: both('जोड़े', 'Pairs'),
        why: both('हर बात का अपना जोड़ा।', 'Each has its own.'),
        answer: {
          kind: 'pairs',
          pairs: [
            { left: both('फ़ोटो', 'photo'), right: both('खोजकर', 'by searching') },
            { left: both('ख़बर', 'news'), right: both('पढ़कर', 'by reading') },
          ],
        },
      },
      { kind: 'task', key: 'try', ask: both('एक संदेश जाँचें', 'Check a message'), proof: 'either', check: both('क्या स्रोत लिखा?', 'Is there a source?') }, // prettier-ignore
    ],
    cards: [
      {
        key: 'limit',
        front: both('कितनी चैट?', 'How many chats?'),
        back: both('पाँच', 'five'),
        facts: ['limit'],
      },
      { key: 'first', front: both('पहले क्या?', 'What first?'), back: both('रुकना', 'pausing') },
    ],
  } as LessonDraft
  change(lesson)
  return wholeLesson.parse(lesson)
}

/** The form fields that answer the tiny lesson rightly. */
export const RIGHT_FIELDS: Readonly<Record<string, string>> = {
  'a.one': '1',
  'a.many.0': 'on',
  'a.many.2': 'on',
  'a.order.0': '0',
  'a.order.1': '1',
  'a.order.2': '2',
  'a.pairs.0': '0',
  'a.pairs.1': '1',
}

export interface ArrangedLesson {
  readonly courseId: string
  readonly lessonId: string
  readonly versionId: string
  readonly hash: string
  readonly cards: readonly string[]
}

/** A lesson in a course of its own, in force since yesterday, made with the owner's hand. */
export async function arrangeLesson(
  { owner, clock }: TestPlatform,
  content: LessonContent = tinyLesson(),
): Promise<ArrangedLesson> {
  const [courseId, lessonId, versionId] = [uuidv7(), uuidv7(), uuidv7()]
  const hash = hashOf(content)
  const yesterday = new Date(clock.now().getTime() - 86_400_000)
  await sql`
    insert into learning.course (id, key, platform, title_hi, title_en, summary_hi, summary_en, position, made_at)
    select ${courseId}::uuid, ${`own-${courseId}`}, 'whatsapp', 'कोर्स', 'Course', '', '', coalesce(max(position) + 1, 0), ${yesterday}::timestamptz
    from learning.course`.execute(owner.db)
  await sql`
    insert into learning.lesson (id, course_id, key, position) values (${lessonId}, ${courseId}, ${`own-${lessonId}`}, 0)`.execute(
    owner.db,
  )
  await sql`
    insert into learning.version (id, lesson_id, number, state, content, content_hash, text_bytes, picture_bytes, media_bytes, from_house,
      begun_at, changed_at, approved_hash, released_at)
    values (${versionId}, ${lessonId}, 1, 'released', ${JSON.stringify(content)}::jsonb, decode(${hash}, 'hex'), ${textBytes(content)}, 0, 0, true,
      ${yesterday}, ${yesterday}, decode(${hash}, 'hex'), ${yesterday})`.execute(owner.db)
  const cards: string[] = []
  for (const [position, { key, front, back }] of content.cards.entries()) {
    const id = uuidv7()
    cards.push(id)
    await sql`
      insert into learning.card (id, lesson_id, key, position, front_hi, front_en, back_hi, back_en)
      values (${id}, ${lessonId}, ${key}, ${position}, ${front.hi}, ${front.en}, ${back.hi}, ${back.en})`.execute(
      owner.db,
    )
  }
  return { courseId, lessonId, versionId, hash, cards }
}
