import { redirect, type RequestEvent } from '@sveltejs/kit'
import {
  joinByInvitationSchema,
  joinFromFields,
  joinWithoutInvitationSchema,
  type JoinByInvitation,
  type JoinWithoutInvitation,
} from '#modules/people/domain/person.ts'
import type { BoothSearch } from '#modules/people/ui/boothOffer.ts'
import { JOIN_FORM } from '#modules/people/ui/joinForm.ts'
import { behindPhone } from '#modules/people/server/index.ts'
import {
  boothOffered,
  boothsNearMe,
  constituenciesOffered,
  findBooths,
} from '#modules/people/server/findBooths.ts'
import { joinByInvitation } from '#modules/people/server/joinByInvitation.ts'
import { joinWithoutInvitation } from '#modules/people/server/joinWithoutInvitation.ts'
import { countedAddress, spend } from '#platform/accounts/budgets.ts'
import { deviceToken, setCookie } from '#platform/accounts/cookies.ts'
import { mobileNumber } from '#platform/accounts/phone.ts'
import { payForCode, sendCode } from '#platform/accounts/requestCode.ts'
import { myStanding } from '#modules/people/server/myStanding.ts'
import { ownName } from '../../ownName.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { parse, readForm } from '#platform/errors/parse.ts'
import { attempt } from '#platform/web/attempt.ts'
import { setLanguage } from '../../(platform)/language/setLanguage.ts'
import { forgetDraft, keepDraft, keptDraft, KEPT } from './joinDraft.ts'

type Visit = Pick<RequestEvent, 'locals' | 'url' | 'request' | 'cookies' | 'getClientAddress'>

/**
 * What the join form needs before anything was typed. `?booth=` comes from the list of booths.
 * @param invitedTo the invitation's own booth, when it is for one booth alone
 */
export async function loadJoin(
  event: Pick<RequestEvent, 'locals' | 'url' | 'cookies'>,
  code?: string,
  invitedTo?: string,
) {
  const { context } = event.locals
  const kept = keptDraft(event)
  const chosen = event.url.searchParams.get('booth') ?? (kept?.boothId || invitedTo)
  const signedInAs = await ownName(event.locals)
  const booth = chosen ? await boothOffered(context, { code }, chosen) : undefined
  return {
    kept,
    // The language switch of this page sends this form along: see LanguageSwitch.
    formInUse: JOIN_FORM,
    command: uuidv7(context.now),
    signedInAs,
    // The form is for herself then, not for somebody of her household.
    hasLeft: signedInAs !== undefined && (await myStanding(context)).state === 'left',
    via: kept?.via ?? event.url.searchParams.get('via') ?? undefined,
    offered: booth ? [booth] : [],
    constituencies: await constituenciesOffered(context, { code }),
  }
}

/** Leaves the form for the list of booths, which leads back to it with what was typed. */
export async function toBoothList(event: Visit, code?: string): Promise<never> {
  const { boothId: _chosenBefore, ...typed } = await readForm(event.request)
  keepDraft(event, typed)
  redirect(303, `/join/booth?${new URLSearchParams({ ...(code ? { code } : {}), [KEPT]: '1' })}`)
}

/** Changes the language of the page with everything that was typed into it. */
export async function switchLanguage(event: Visit): Promise<never> {
  const { language, ...typed } = await readForm(event.request)
  setLanguage(event, language)
  keepDraft(event, typed)
  redirect(303, `${event.url.pathname}?${KEPT}=1`)
}

/** Looks for booths and gives the form back with everything that was typed, and what was found. */
export async function searchBooths(event: Visit, how: 'words' | 'near', code?: string) {
  const typed = await readForm(event.request)
  return attempt(typed, async () => {
    const search = await look(event, how, typed, code)
    return { typed, search }
  })
}

async function look(
  event: Visit,
  how: 'words' | 'near',
  typed: Record<string, string>,
  code?: string,
): Promise<BoothSearch> {
  const { context } = event.locals
  await spend(context.platform, 'boothSearchPerAddress', countedAddress(event.getClientAddress()))
  if (how === 'words') return { booths: await findBooths(context, { code }, typed.boothQuery ?? '') }
  return { booths: await boothsNearMe(context, { code }, { lat: typed.lat ?? '', lon: typed.lon ?? '' }) }
}

/** As the verbs judge the form: what is wrong comes in one round. */
const INVITED = joinByInvitationSchema.extend({ phone: mobileNumber })
const OPEN = joinWithoutInvitationSchema.extend({ phone: mobileNumber })

/**
 * Joins and asks for the phone's code; the way goes on to the code and then to the receipt. Whether the name was already there is not said
 * before the code was right.
 */
export async function join(event: Visit, code?: string) {
  const typed = await readForm(event.request)
  const { context, edition } = event.locals
  return attempt(typed, async () => {
    const address = event.getClientAddress()
    await spend(context.platform, 'joinPerAddress', countedAddress(address))
    // `open`: the page has said that the invitation opens nothing, and offered the open door instead.
    const isInvited = code !== undefined && typed.open !== 'yes'
    const asked = { ...joinFromFields(typed), ...(isInvited ? { code } : {}) }
    // What the form refuses costs the phone nothing; a phone that may get no code gets no person behind it either.
    const { phone } = parse(isInvited ? INVITED : OPEN, asked)
    const userAgent = event.request.headers.get('user-agent') ?? ''
    const asker = { address, device: deviceToken(event, edition.name), userAgent }
    const paid = await payForCode(context, phone, asker)
    const { personId } = isInvited
      ? await joinByInvitation(context, asked as JoinByInvitation)
      : await joinWithoutInvitation(context, asked as JoinWithoutInvitation)
    const sent = await sendCode(context, paid, { purpose: 'join', personId }, behindPhone)
    setCookie(event, edition.name, 'challenge', sent.challenge)
    forgetDraft(event)
    redirect(303, '/sign-in/code?next=%2Fjoin%2Freceived')
  })
}
