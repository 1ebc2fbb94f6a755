import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import {
  addCertificateSchema,
  withdrawCertificateSchema,
  type AddCertificate,
  type Certificate,
  type WithdrawCertificate,
} from '../domain/certificate.ts'
import type { Election } from '../domain/election.ts'
import { electionsOf } from './calendarStore.ts'
import { certificatesOf, insertCertificate, saveCertificateWithdrawn } from './certificateStore.ts'
import { keeper } from './keeping.ts'
import { mayKeepRegisters, maySeeRegisters } from './policy.ts'
import { findElection } from './viewCalendar.ts'

/** What the register's page shows. `needsStep`: whoever may enter one takes the second step first, since a file that she chose would not wait for her. */
export interface CertificateList {
  readonly certificates: readonly Certificate[]
  readonly elections: readonly Election[]
  readonly mayKeep: boolean
  readonly needsStep: boolean
}

/** The register of certificates, the newest first. @throws Refusal forbidden */
export async function listCertificates(ctx: Context): Promise<CertificateList> {
  const { assurance } = requirePerson(ctx.actor)
  authorise(maySeeRegisters(ctx.actor))
  return ctx.transaction(async (tx) => ({
    certificates: await certificatesOf(tx),
    elections: await electionsOf(tx),
    mayKeep: mayKeepRegisters(ctx.actor).allowed,
    needsStep: assurance < 2,
  }))
} // prettier-ignore

/**
 * Enters the number under which a committee certified one material, known by its hash: from now on the gate lets exactly that material go.
 * @throws Refusal forbidden, secondStepNeeded, badInput; changedMeanwhile when it is there already
 */
export async function addCertificate(
  ctx: Context,
  input: AddCertificate,
): Promise<{ certificateId: string }> {
  const { command, ...said } = parse(addCertificateSchema, input)
  keeper(ctx.actor, mayKeepRegisters)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'elections.addCertificate', input: said }, async () => {
      await findElection(tx, said.electionId)
      const id = uuidv7(ctx.now)
      if (!(await insertCertificate(tx, { ...said, id })))
        throw new Refusal('changedMeanwhile', { reason: 'elections_certificate_twice' })
      record(tx, 'elections.addCertificate', `certificate:${id}`, said)
      return { certificateId: id }
    }),
  )
}

/** Ends a certificate: the committee withdrew it, or it was entered wrongly. It stays in the register. @throws Refusal as addCertificate, notFound */
export async function withdrawCertificate(ctx: Context, input: WithdrawCertificate): Promise<void> {
  const { command, ...said } = parse(withdrawCertificateSchema, input)
  requirePerson(ctx.actor)
  authorise(mayKeepRegisters(ctx.actor))
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'elections.withdrawCertificate', input: said }, async () => {
      const electionId = await saveCertificateWithdrawn(tx, said.certificateId, said.why)
      if (!electionId) throw new Refusal('notFound', { reason: 'elections_certificate_unknown' })
      record(tx, 'elections.withdrawCertificate', `certificate:${said.certificateId}`, { why: said.why })
      // What was scheduled with it is asked again.
      await announce(tx, 'elections.calendarChanged', { electionId, phaseId: null })
    }),
  )
}

/** Asked by a door before it reads an upload: the same right as addCertificate. @throws Refusal notSignedIn, forbidden, secondStepNeeded */
export async function requireCertifying(ctx: Context): Promise<void> {
  keeper(ctx.actor, mayKeepRegisters)
}
