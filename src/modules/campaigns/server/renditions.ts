import { askForRenditions } from '#modules/studio/server/index.ts'
import type { Transaction } from '#platform/context.ts'
import { KIT_FORMS, MORE_FORMS } from '../domain/files.ts'

/** Asks the studio to draw what a kit needs; asked again it draws nothing twice. */
export const askForKit = (tx: Transaction, pieceId: string): Promise<void> =>
  askForRenditions(tx, pieceId, [...KIT_FORMS, ...MORE_FORMS])
