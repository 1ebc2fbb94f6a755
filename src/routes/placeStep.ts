import { choosePlace, type PlaceChoice } from '#modules/people/server/choosePlace.ts'
import type { Context } from '#platform/context.ts'

/** What stands in a form that is on its way to another place: nothing is done yet, and nothing typed is lost. */
export interface PlaceStep {
  readonly typed: Readonly<Record<string, string>>
  /** Places that were searched for; undefined where the address itself says which place was chosen. */
  readonly choice: PlaceChoice | undefined
}

/**
 * Whether a form came from one of its place picker's buttons (PlacePicker, `carries`), and then what goes along.
 * @param url the address that the button leads to: `place` is the one that was chosen
 * @returns undefined when the form itself was sent
 */
export async function placeStep(
  context: Context,
  url: URL,
  fields: Readonly<Record<string, string>>,
): Promise<PlaceStep | undefined> {
  const { choosing, enter, find = '', ...typed } = fields
  const isSearch = find.trim() !== ''
  // Enter in the search field presses the form's own first button.
  if (choosing === undefined && !(enter !== undefined && isSearch)) return undefined
  const place = choosing === undefined ? typed.placeId : (url.searchParams.get('place') ?? undefined)
  return {
    typed,
    choice:
      isSearch && (choosing === undefined || choosing === typed.placeId)
        ? await choosePlace(context, place, find)
        : undefined,
  }
}
