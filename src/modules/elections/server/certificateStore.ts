import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { Certificate } from '../domain/certificate.ts'
import { certifiedAs } from '../domain/judge.ts'

const CERTIFICATE = sql`id, election_id as "electionId", number, authority, issued_on::text as "issuedOn", title, encode(material, 'hex') as material,
  note, withdrawn_at as "withdrawnAt", withdrawn_why as "withdrawnWhy"`

/** The material for which a certificate is in force, each with its election, as certifiedAs writes them. */
export async function certifiedMaterial(tx: Transaction): Promise<ReadonlySet<string>> {
  const found = await sql<{ electionId: string; material: string }>`
    select distinct election_id as "electionId", encode(material, 'hex') as material from elections.certificate where withdrawn_at is null`.execute(
    tx.db,
  )
  return new Set(found.rows.map(({ electionId, material }) => certifiedAs(electionId, material)))
}

export async function certificatesOf(tx: Transaction): Promise<readonly Certificate[]> {
  const found = await sql<Certificate>`
    select ${CERTIFICATE} from elections.certificate order by made_at desc, id desc limit 500`.execute(tx.db)
  return found.rows
}

/** @returns false when the same number of the same authority is in force for this material */
export async function insertCertificate(
  tx: Transaction,
  certificate: Omit<Certificate, 'withdrawnAt' | 'withdrawnWhy'>,
): Promise<boolean> {
  const written = await sql`
    insert into elections.certificate (id, election_id, number, authority, issued_on, title, material, note, made_at)
    values (${certificate.id}, ${certificate.electionId}, ${certificate.number}, ${certificate.authority}, ${certificate.issuedOn}::date,
      ${certificate.title}, ${Buffer.from(certificate.material, 'hex')}, ${certificate.note}, ${tx.now})
    on conflict do nothing`.execute(tx.db)
  return Number(written.numAffectedRows ?? 0) > 0
}

/** @returns the election's id; undefined when there is none in force under this id */
export async function saveCertificateWithdrawn(
  tx: Transaction,
  id: string,
  why: string,
): Promise<string | undefined> {
  const written = await sql<{ electionId: string }>`
    update elections.certificate set withdrawn_at = ${tx.now}, withdrawn_why = ${why} where id = ${id} and withdrawn_at is null
    returning election_id as "electionId"`.execute(tx.db)
  return written.rows[0]?.electionId
}
