import { z } from 'zod'
import { brandKit, tidyText } from '#engines/scenes/index.ts'
import { command } from './piece.ts'

const line = z.string().transform((text) => tidyText(text).replace(/\s+/g, ' ').trim())
const both = z.object({ hi: line, en: line })
const colour = z.string().transform((text) => text.trim().toLowerCase())

/** As it is typed; what a kit is, the engine says. */
export const keepBrandSchema = z
  .object({
    command,
    name: both,
    entity: both,
    accent: colour,
    ink: colour,
    paper: colour,
    logo: z.preprocess(
      (value) => (value === '' || value === undefined ? null : value),
      z.string().nullable(),
    ),
    // Sans is what a kit has that says nothing of it: the same look keeps the same name.
    letters: z.preprocess((value) => (value === 'serif' ? value : undefined), z.literal('serif').optional()),
  })
  .transform(({ command: id, letters, ...kit }, check) => {
    const parsed = brandKit.safeParse({ ...kit, ...(letters && { letters }) })
    if (parsed.success) return { command: id, ...parsed.data }
    for (const { path, message } of parsed.error.issues) check.addIssue({ code: 'custom', path, message })
    return z.NEVER
  })
export type KeepBrand = z.input<typeof keepBrandSchema>
