import { error } from '@sveltejs/kit'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../errors/catalogue.ts'
import { answeredAnyway } from './undecodable.ts'

type Input = Parameters<ReturnType<typeof answeredAnyway>>[0]
const visit = (path: string, thrown: () => unknown) =>
  answeredAnyway(() => {
    throw thrown()
  })({ event: { url: new URL(path, 'http://here') } } as unknown as Input)
const refused = () => {
  try {
    error(404, 'notFound', { id: 'notFound' })
  } catch (thrown) {
    return thrown
  }
}

describe('what a hook throws', () => {
  it.each(['/outreach/%', '/%E0%A4', '/join/%ff'])('at %s is answered, since Kit would let it end the process', async (path) => {
    const response = await visit(path, refused)
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ id: 'notFound' })
    expect((await visit(path, () => new Refusal('notSignedIn'))).status).toBe(401)
    expect((await visit(path, () => new Error('unforeseen'))).status).toBe(400)
  }) // prettier-ignore

  it('anywhere else is Kit’s to answer', async () => {
    await expect(visit('/join/%25', refused)).rejects.toMatchObject({ status: 404 })
  })
})
