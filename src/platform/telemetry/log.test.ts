import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { openLog } from './log.ts'

const lines = (write: (log: ReturnType<typeof openLog>) => void): string => {
  let text = ''
  write(openLog('info', { edition: 'organisation' }, { write: (line) => void (text += line) }))
  return text
}

describe('the log', () => {
  it('never shows a phone, code, token, cookie, password or database address, however deep and however thrown', () => {
    const secrets = {
      phone: '+916100012345',
      code: '482913',
      token: 'tok-8fk2',
      cookie: 'karyakarta=cookie-91',
      password: 'pass-77',
      databaseUrl: 'postgres://app:db-secret@db.example/karyakarta',
      DATABASE_URL: 'postgres://app:db-secret@db.example/karyakarta',
      headers: { authorization: 'Bearer bearer-5', 'set-cookie': 'x=cookie-92' },
      name: 'सीता देवी',
    }
    const quoting = new Error(
      'duplicate: Key (phone)=(61000 12345), connect postgres://app:db-secret@db/x, 06100012345',
    )
    const fromPostgres = Object.assign(new pg.DatabaseError('duplicate key', 1, 'error'), {
      detail: 'Key (phone)=(+916100012345) already exists.',
      code: '23505',
      constraint: 'person_phone',
    })
    const text = lines((log) => {
      log.info(secrets, 'flat')
      log.info({ a: { b: { c: { d: secrets } } } }, 'deep')
      log.info({ list: [secrets] }, 'list')
      log.error({ err: quoting }, 'thrown')
      log.error({ err: fromPostgres }, 'by the database')
      log.error({ err: new Error('outer', { cause: secrets }) }, 'cause')
      log.info('sent to 6100012345 with Bearer bearer-5')
    })
    for (const secret of [
      '6100012345',
      '61000 12345',
      '482913',
      'tok-8fk2',
      'cookie-9',
      'pass-77',
      'db-secret',
      'bearer-5',
      'सीता',
    ])
      expect(text, secret).not.toContain(secret)
    expect(text.trim().split('\n')).toHaveLength(7)
  })

  it('keeps what an operator needs', () => {
    const text = lines((log) => {
      const err = Object.assign(new Error('refused'), { code: '23505', constraint: 'person_phone' })
      log.error({ err, trace: '0198c0de-7a11-7000-8000-00000000beef', route: '/(public)/join' }, 'broken')
    })
    expect(JSON.parse(text)).toMatchObject({
      level: 'error',
      msg: 'broken',
      edition: 'organisation',
      route: '/(public)/join',
      trace: '0198c0de-7a11-7000-8000-00000000beef',
      err: { message: 'refused', code: '23505', constraint: 'person_phone' },
    })
  })
})
