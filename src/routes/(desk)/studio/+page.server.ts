import { redirect } from '@sveltejs/kit'
import { PIECE_KINDS, type PieceKind } from '#engines/scenes/index.ts'
import { beginPiece } from '#modules/studio/server/beginPiece.ts'
import { listPieces } from '#modules/studio/server/listPieces.ts'
import { myStudio } from '#modules/studio/server/listPieces.ts'
import { listHomes } from '#modules/studio/server/listHomes.ts'
import type { ListPieces } from '#modules/studio/domain/list.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { context, locale }, url }) => {
  const asked = Object.fromEntries(
    ['tray', 'kind', 'find', 'after'].map((name) => [name, url.searchParams.get(name) || undefined]),
  )
  return {
    list: await listPieces(context, asked as ListPieces),
    asked: { kind: asked.kind, find: asked.find },
    kinds: PIECE_KINDS,
    homes: await listHomes(context),
    mine: myStudio(context),
    command: uuidv7(),
    locale,
  }
}

export const actions: Actions = {
  begin: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', kind, home } = fields
    return attemptInWords(url, fields, async () => {
      const { pieceId } = await beginPiece(locals.context, {
        command,
        kind: kind as PieceKind,
        ...(home ? { home } : {}),
      })
      redirect(303, `/studio/${pieceId}`)
    })
  },
}
