import { reportVersion } from '#modules/tasks/domain/report.ts'
import type { Language } from '#modules/campaigns/domain/campaign.ts'
import type { ShareStep, ShareWay } from '#modules/campaigns/domain/share.ts'
import { recordShare } from '#modules/campaigns/server/recordShare.ts'
import { missingFromFields, saysMissing } from '#modules/people/domain/missingFromFields.ts'
import { answerLesson } from '#modules/learning/server/answerLesson.ts'
import { recallCard } from '#modules/learning/server/recallCard.ts'
import { sendProof } from '#modules/learning/server/sendProof.ts'
import { chooseBooth } from '#modules/people/server/chooseBooth.ts'
import { correctMyName } from '#modules/people/server/correctMyName.ts'
import { myStanding } from '#modules/people/server/myStanding.ts'
import { reportMissingBooth } from '#modules/people/server/reportMissingBooth.ts'
import { nameSeen } from '#modules/people/domain/nameCorrection.ts'
import { chooseSession } from '#modules/events/server/chooseSession.ts'
import { answerOffer, withdrawFromEvent } from '#modules/events/server/ownStep.ts'
import { registerForEvent } from '#modules/events/server/registerForEvent.ts'
import type { AnswerOffer } from '#modules/events/domain/seats.ts'
import { correctReport } from '#modules/tasks/server/correctReport.ts'
import { viewMyTask } from '#modules/tasks/server/myTasks.ts'
import { sendStory } from '#modules/studio/server/library/sendStory.ts'
import { withdrawStory } from '#modules/studio/server/library/withdrawStory.ts'
import { sendReport } from '#modules/tasks/server/sendReport.ts'
import { withdrawReport } from '#modules/tasks/server/withdrawReport.ts'
import type { Context } from '#platform/context.ts'
import { wordsOf } from '#platform/i18n/wordsOf.ts'
import type { Fields, OutboxVerb, Question } from '#offline/wire.ts'

/** What a form of one's own said, whether it came from its page or from a phone's outbox. */
export interface Said {
  readonly fields: Fields
  readonly photo?: AsyncIterable<Uint8Array> | undefined
  /** When a phone made it without a network, by a clock that was set right; a page's form is made as it is sent. */
  readonly madeAt?: string | undefined
}

interface OwnCommand {
  /** Runs the verb that the form is for: the same for a page and for an outbox, so that neither does more than the other. */
  readonly run: (context: Context, said: Said) => Promise<unknown>
  /** Refused for one of these reasons, the command was made on something that has changed: she is asked. */
  readonly asks?: Readonly<Record<string, (context: Context, said: Said) => Promise<Question>>>
}

export const OWN_COMMANDS: Readonly<Record<OutboxVerb, OwnCommand>> = {
  'tasks.sendReport': {
    run: (context, said) =>
      sendReport(context, { ...reportOf(said), taskId: said.fields.taskId ?? '' }, said.photo),
    asks: { tasks_reported_already: askAboutReport },
  },
  'tasks.correctReport': {
    run: (context, said) =>
      correctReport(
        context,
        {
          ...reportOf(said),
          reportId: said.fields.reportId ?? '',
          withoutPhoto: said.fields.withoutPhoto === 'on',
          basedOn: said.fields.basedOn,
        },
        said.photo,
      ),
    asks: { tasks_report_changed: askAboutReport },
  },
  'tasks.withdrawReport': {
    run: (context, { fields: { command = '', reportId = '', basedOn } }) =>
      withdrawReport(context, { command, reportId, basedOn }),
    asks: { tasks_report_changed: askAboutReport },
  },
  'people.correctMyName': {
    run: (context, { fields: { command = '', name = '', otherScript = '', basedOn } }) =>
      correctMyName(context, { command, name, otherScript, basedOn }),
    asks: { people_name_changed_meanwhile: askAboutName },
  },
  'people.myBooth': {
    run: (context, { fields }) => {
      const { command = '', boothId = '' } = fields
      return saysMissing(fields)
        ? reportMissingBooth(context, { command, missing: missingFromFields(fields) })
        : chooseBooth(context, { command, boothId })
    },
  },
  'learning.answerLesson': {
    run: (context, { fields, madeAt }) =>
      answerLesson(context, {
        command: fields.command ?? '',
        versionId: fields.versionId ?? '',
        fields: { ...fields },
        madeAt,
      }),
  },
  'learning.sendProof': {
    run: (context, { fields: { command = '', lessonId = '', taskKey = '', told }, photo, madeAt }) =>
      sendProof(context, { command, lessonId, taskKey, told, madeAt }, photo),
  },
  'learning.recall': {
    run: (context, { fields: { command = '', cardId = '', grade = '' }, madeAt }) =>
      recallCard(context, { command, cardId, grade, madeAt }),
  },
  'studio.sendStory': {
    run: (context, { fields, photo, madeAt }) => {
      const { command = '', words, people, grownUp, agreed, shownWhere, synthetic } = fields
      return sendStory(context, { command, words, people, grownUp, agreed, shownWhere, synthetic, madeAt }, photo)
    },
  },
  'studio.withdrawStory': {
    run: (context, { fields: { command = '', storyId = '' } }) => withdrawStory(context, { command, storyId }),
  },
  'events.register': {
    run: (context, { fields: { command = '', eventId = '' } }) => registerForEvent(context, { command, eventId }),
  },
  'events.withdraw': {
    run: (context, { fields: { command = '', eventId = '' } }) => withdrawFromEvent(context, { command, eventId }),
  },
  'events.answerOffer': {
    run: (context, { fields: { command = '', eventId = '', reply = '' } }) =>
      answerOffer(context, { command, eventId, answer: reply as AnswerOffer['answer'] }),
  },
  'events.chooseSession': {
    run: (context, { fields: { command = '', eventId = '', sessionId = '', chosen = '' } }) =>
      chooseSession(context, { command, eventId, sessionId, chosen: chosen === 'yes' }),
  },
  'campaigns.recordShare': {
    run: (context, { fields: { command = '', kitId = '', step, way, language, address }, madeAt }) =>
      recordShare(context, { command, kitId, step: step as ShareStep, way: way as ShareWay, language: language as Language, address, madeAt }),
  },
} // prettier-ignore

function reportOf({ fields, madeAt }: Said) {
  const { command = '', told = '', spot, counted, happenedOn = '' } = fields
  return { command, told, spot, counted, happenedOn, atBooth: fields.atBooth === 'on', madeAt }
}

/** A report stands there that she did not see when she wrote: hers becomes a correction of it, or is left out. */
async function askAboutReport(context: Context, { fields }: Said): Promise<Question> {
  const { report } = await viewMyTask(context, fields.taskId ?? '')
  const isWithdrawal = fields.told === undefined
  return {
    words: wordsOf(isWithdrawal ? 'offline_ask_withdraw' : 'offline_ask_report'),
    theirs: {
      told: report?.told ?? '',
      ...(report?.counted == null ? {} : { counted: String(report.counted) }),
      ...(report?.spot ? { spot: report.spot } : {}),
      happenedOn: report?.happenedOn ?? '',
      ...(report?.answer ? { answer: report.answer } : {}),
    },
    becomes: {
      verb: isWithdrawal ? 'tasks.withdrawReport' : 'tasks.correctReport',
      fields: report ? { reportId: report.id, basedOn: reportVersion(report) } : {},
    },
  }
}

async function askAboutName(context: Context): Promise<Question> {
  const standing = await myStanding(context)
  const { nameHi, nameEn } = standing
  return {
    words: wordsOf('offline_ask_name'),
    theirs: { name: nameHi, otherScript: nameEn },
    becomes: { verb: 'people.correctMyName', fields: { basedOn: nameSeen(standing) } },
  }
}
