import { fail, type RequestEvent } from '@sveltejs/kit'
import type { Conflict } from '#engines/scenes/index.ts'
import { addComment, settleComment } from '#modules/studio/server/comments.ts'
import { retirePiece } from '#modules/studio/server/retirePiece.ts'
import { saveEdits } from '#modules/studio/server/saveEdits.ts'
import { chooseScheme } from '#modules/studio/server/schemeFacts/chooseScheme.ts'
import { sendBack } from '#modules/studio/server/sendBack.ts'
import { sendForReview } from '#modules/studio/server/sendForReview.ts'
import { signPiece } from '#modules/studio/server/signPiece.ts'
import { viewPiece } from '#modules/studio/server/viewPiece.ts'
import { editsOfPlaces } from '#modules/studio/domain/placesForm.ts'
import { CHECKS } from '#modules/studio/domain/piece.ts'
import { editsOfForm, fieldOf } from '#modules/studio/domain/sceneForm.ts'
import { editsOfTimes, timeInWords } from '#modules/studio/domain/sceneTimes.ts'
import { ownerTag } from '#platform/accounts/phoneOwner.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { readForm } from '#platform/errors/parse.ts'
import { wordsOf } from '#platform/i18n/wordsOf.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { personId } = signedIn(event)
  const { context, locale } = event.locals
  const piece = await viewPiece(context, event.params.id)
  return {
    piece,
    scene: event.url.searchParams.get('scene'),
    locale,
    owner: ownerTag(context.platform.keys, personId),
    commands: {
      fill: uuidv7(),
      scheme: uuidv7(),
      send: uuidv7(),
      sign: uuidv7(),
      back: uuidv7(),
      retire: uuidv7(),
      comment: uuidv7(),
    },
    settle: Object.fromEntries(piece.comments.map(({ id }) => [id, uuidv7()])),
  }
}

type AtPiece = Pick<RequestEvent, 'locals' | 'request' | 'url'> & { readonly params: { readonly id: string } }
type Fields = Readonly<Record<string, string>>
/** Runs one of the page's forms; `at` names it, so that its answer stands beside it. */
const run =
  (at: string, verb: (event: AtPiece, fields: Fields & { command: string }) => Promise<unknown>) =>
  async (event: AtPiece) => {
    const fields = await readForm(event.request)
    const answer = await attemptInWords(event.url, fields, async () => {
      await verb(event, { ...fields, command: fields.command ?? '' })
      return { done: at }
    })
    return 'done' in answer ? answer : fail(answer.status, { ...answer.data, at })
  }

/** What met somebody else's edit: both values, for her to choose. */
const unsettled = (typed: Fields, conflicts: readonly Conflict[]) =>
  fail(409, {
    at: 'fill',
    typed,
    unsettled: conflicts.map(({ edit, stands, faults }) => ({
      field: fieldOf(edit),
      mine: timeInWords(edit.now),
      stands: timeInWords(stands),
      faults: (faults ?? []).map(wordsOf),
    })),
  })

export const actions: Actions = {
  /** The texts, times or places of one scene, for whoever has no script. What meets another's edit stays typed, with what stands there beside it. */
  fill: async (event) => {
    const fields = await readForm(event.request)
    const { scene = '', command = '', basedOn = '' } = fields
    return attemptInWords(event.url, fields, async () => {
      const [times, places] = [editsOfTimes(scene, fields), editsOfPlaces(scene, fields)]
      const faults = { ...times.faults, ...places.faults }
      if (Object.keys(faults).length > 0) throw new Refusal('badInput', { fields: faults })
      const { conflicts } = await saveEdits(event.locals.context, {
        command,
        pieceId: event.params.id,
        basedOn: Number(basedOn),
        edits: [...editsOfForm(scene, fields), ...times.edits, ...places.edits],
      })
      return conflicts.length === 0 ? { done: 'fill' } : unsettled(fields, conflicts)
    })
  },
  /** The scheme that it explains, for whoever has no script. */
  scheme: async (event) => {
    const fields = await readForm(event.request)
    const { command = '', key = '' } = fields
    const answer = await attemptInWords(event.url, fields, async () => {
      const conflicts = await chooseScheme(event.locals.context, { command, pieceId: event.params.id, key })
      return conflicts.length === 0 ? { done: 'fill' } : unsettled(fields, conflicts)
    })
    return 'done' in answer ? answer : fail(answer.status, { at: 'scheme', ...answer.data })
  },
  send: run('send', ({ locals, params }, { command, seen = '' }) =>
    sendForReview(locals.context, { command, pieceId: params.id, seen }),
  ),
  sign: run('sign', ({ locals, params }, { command, seen = '', ...ticked }) =>
    signPiece(locals.context, {
      command,
      pieceId: params.id,
      seen,
      checked: CHECKS.filter((check) => ticked[check] === 'on'),
    }),
  ),
  back: run('back', ({ locals, params }, { command, words = '' }) =>
    sendBack(locals.context, { command, pieceId: params.id, words }),
  ),
  retire: run('retire', ({ locals, params }, { command, words = '' }) =>
    retirePiece(locals.context, { command, pieceId: params.id, words }),
  ),
  comment: run('comment', ({ locals, params }, { command, scene = '', words = '' }) =>
    addComment(locals.context, { command, pieceId: params.id, scene, words }),
  ),
  settle: run('settle', ({ locals, params }, { command, commentId = '', resolved }) =>
    settleComment(locals.context, { command, pieceId: params.id, commentId, resolved: resolved === 'on' }),
  ),
}
