import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import { saveRoomSettings } from '#platform/settings/roomSettings.ts'
import { demoId } from './demoId.ts'
import { personaGround, type Ground, type Spot } from './ground.ts'
import { ORGANISATION_PERSONAS } from './personas.ts'

const { constituencyCoordinator, districtCoordinator } = ORGANISATION_PERSONAS
const TEMPLATES = [
  {
    id: '110700000001',
    name: 'बैठक',
    language: 'hi',
    text: '{#var#} को {#var#} पर बैठक है। ज़रूर आएँ। SMS बंद करने के लिए STOP लिखें। - नमूना संगठन',
  },
  {
    id: '110700000002',
    name: 'Meeting',
    language: 'en',
    text: 'There is a meeting on {#var#} at {#var#}. Please come. To end SMS, answer STOP. - Sample organisation',
  },
]

interface InventedMessage {
  readonly id: string
  readonly place: Spot
  readonly channels: readonly string[]
  readonly titleHi: string
  readonly titleEn: string
  readonly wordsHi: string
  readonly wordsEn: string
  readonly smsHi: string | null
  readonly madeBy: string
  readonly daysAgo: number
  readonly isDraft: boolean
}

/** Two messages that the personas' people got, a draft that waits, and the wordings that the made-up operators know. */
export async function saveMessages(tx: Transaction, ground: Ground): Promise<void> {
  await saveRoomSettings(tx, 'outreach', { templates: TEMPLATES })
  const { district, constituency } = personaGround(ground)
  const messages: readonly InventedMessage[] = [
    {
      id: demoId('message/meeting'),
      place: constituency,
      channels: ['in_app', 'sms'],
      titleHi: 'रविवार को विधानसभा की बैठक',
      titleEn: 'Meeting of the constituency on Sunday',
      wordsHi: 'रविवार सुबह दस बजे सामुदायिक भवन में बैठक है। अपने बूथ की एक बात लिखकर लाएँ: पानी, रास्ता या छाया।',
      wordsEn:
        'We meet on Sunday at ten in the community hall. Bring one thing about your booth in writing: water, the way, shade.',
      smsHi: 'रविवार को सामुदायिक भवन पर बैठक है। ज़रूर आएँ। SMS बंद करने के लिए STOP लिखें। - नमूना संगठन',
      madeBy: constituencyCoordinator.personId,
      daysAgo: 6,
      isDraft: false,
    },
    {
      id: demoId('message/heat'),
      place: district,
      channels: ['in_app'],
      titleHi: 'गर्मी में काम का समय',
      titleEn: 'Hours of work in the heat',
      wordsHi: 'दोपहर बारह से चार तक घर-घर न जाएँ। पानी साथ रखें, और बुज़ुर्गों के यहाँ सुबह जाएँ।',
      wordsEn:
        'Do not go from home to home between twelve and four. Carry water, and call on the old in the morning.',
      smsHi: null,
      madeBy: districtCoordinator.personId,
      daysAgo: 2,
      isDraft: false,
    },
    {
      id: demoId('message/camp'),
      place: constituency,
      channels: ['in_app', 'sms'],
      titleHi: 'सीखने का शिविर',
      titleEn: 'A camp to learn',
      wordsHi: 'अगले शनिवार को शिविर है। जो आ सकें, समन्वयक को बताएँ।',
      wordsEn: 'There is a camp next Saturday. Tell your coordinator if you can come.',
      smsHi: 'शनिवार को राजकीय विद्यालय पर बैठक है। ज़रूर आएँ। SMS बंद करने के लिए STOP लिखें। - नमूना संगठन',
      madeBy: constituencyCoordinator.personId,
      daysAgo: 0,
      isDraft: true,
    },
  ]
  await saveWritten(tx, messages)
  await saveDeliveries(
    tx,
    messages.filter(({ isDraft }) => !isDraft).map(({ id }) => id),
  )
}

async function saveWritten(tx: Transaction, messages: readonly InventedMessage[]): Promise<void> {
  const rows = messages.map(({ place, ...message }) => ({ ...message, placeId: place.id }))
  await sql`
    insert into outreach.message (id, place_id, place_lft, place_rgt, audience, channels, title_hi, title_en, words_hi, words_en, template_hi,
      sms_hi, content_hash, state, made_by, made_at, released_at, ends_at, ended_at)
    select given.id, place.id, place.lft, place.rgt, 'members', given.channels, "titleHi", "titleEn", "wordsHi", "wordsEn",
      case when "smsHi" is not null then ${TEMPLATES[0]!.id} end, "smsHi", sha256(given.id::text::bytea),
      case when "isDraft" then 'draft' else 'done' end, "madeBy", at, case when not "isDraft" then at end,
      case when not "isDraft" then at + interval '3 days' end, case when not "isDraft" then at + interval '2 minutes' end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(id uuid, "placeId" uuid, channels text[], "titleHi" text, "titleEn" text,
      "wordsHi" text, "wordsEn" text, "smsHi" text, "madeBy" uuid, "daysAgo" int, "isDraft" boolean)
    join places.tree as place on place.id = given."placeId"
    cross join lateral (select ${tx.now}::timestamptz - make_interval(days => "daysAgo") as at) as moment`.execute(
    tx.db,
  )
}

/** Of the SMS most arrived, some were never confirmed and a few failed, as it goes. */
async function saveDeliveries(tx: Transaction, ids: readonly string[]): Promise<void> {
  await sql`
    insert into outreach.delivery (message_id, person_id, channel, language, place_id, place_lft, wing, segments, state, fault, attempts, next_at,
      provider_id, accepted_at, changed_at)
    select message.id, who.id, channel, who.language, who.place_id, who.place_lft, who.wing, case when channel = 'sms' then 2 end,
      case when channel = 'in_app' then 'delivered' when nth % 9 = 4 then 'accepted' when nth % 17 = 3 then 'failed' else 'delivered' end,
      case when channel = 'sms' and nth % 9 <> 4 and nth % 17 = 3 then 'UNDELIV 27' end, 1, message.released_at, 'demo', message.released_at,
      message.released_at + interval '1 minute'
    from outreach.message
    cross join lateral (
      select *, row_number() over (order by id) as nth from people.reach
      where phone_proved and place_lft between message.place_lft and message.place_rgt) as who
    cross join unnest(message.channels) as channel
    where message.id = any (${ids}::uuid[]) and (channel <> 'sms' or who.agrees_sms)`.execute(tx.db)
}
