import { z } from 'zod'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { WEIGHTS } from '#platform/rendering/fonts.ts'
import { letters } from '#platform/rendering/letters.ts'
import { packLetters, type PackedLetters } from '../domain/packedLetters.ts'
import { mayList } from './policy.ts'

const MOST_WORDS = 2000
const schema = z
  .array(z.strictObject({ weight: z.enum(WEIGHTS), text: z.string().min(1).max(2000) }))
  .max(MOST_WORDS)

/** Outlines of words for an editor, from the house's own fonts: what she sees while she types is what is drawn. @throws Refusal notSignedIn, forbidden, badInput */
export async function shapeWords(ctx: Context, asked: unknown): Promise<PackedLetters> {
  requirePerson(ctx.actor)
  authorise(mayList(ctx.actor))
  return packLetters(parse(schema, asked), letters())
}
