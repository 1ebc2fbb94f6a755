/** What an editor does to scenes and blocks, as edits. */
import {
  blocksOf,
  orderBetween,
  scenesOf,
  type Edit,
  type LayoutName,
  type Media,
  type Role,
  type Scene,
  type SceneDocument,
  type Synthetic,
  type TextBlock,
  type Value,
  type WithId,
} from '#engines/scenes/index.ts'

interface Placed {
  readonly id: string
  readonly order: string
}
/** The order key that moves one of a list up (-1) or down (1); undefined at the list's end. */
function movedOrder(list: readonly Placed[], id: string, by: -1 | 1): string | undefined {
  const at = list.findIndex((one) => one.id === id)
  const other = list[at + by]
  if (at < 0 || !other) return undefined
  const beyond = list[at + 2 * by]?.order ?? null
  return by < 0 ? orderBetween(beyond, other.order, id) : orderBetween(other.order, beyond, id)
}

export function moveScene(document: SceneDocument, id: string, by: -1 | 1): Edit | undefined {
  const now = movedOrder(scenesOf(document), id, by)
  return now === undefined ? undefined : { at: ['scenes', id, 'order'], was: document.scenes[id]!.order, now }
}
export function moveBlock(scene: WithId<Scene>, id: string, by: -1 | 1): Edit | undefined {
  const now = movedOrder(blocksOf(scene), id, by)
  return now === undefined
    ? undefined
    : { at: ['scenes', scene.id, 'blocks', id, 'order'], was: scene.blocks[id]!.order, now }
}

/** Texts with which a scene of a layout begins, all still empty. */
export const LAYOUT_ROLES: Readonly<Record<LayoutName, readonly Role[]>> = {
  cover: ['kicker', 'headline'],
  statement: ['headline', 'body'],
  figure: ['kicker', 'figure', 'body'],
  steps: ['headline', 'step', 'step'],
  quote: ['quote', 'name'],
  portrait: ['kicker', 'name', 'body'],
  verdict: ['figure', 'headline'],
  closing: ['headline', 'call'],
}
const SILENT = { words: '', voice: null, cues: [] } as const

function emptyBlock(role: Role, order: string): TextBlock {
  return { order, role, hi: '', en: '', sources: [], cueMs: null }
}
/** @param id of the new scene, made by its editor @param after the scene that it follows; undefined: at the end */
export function addScene(document: SceneDocument, layout: LayoutName, id: string, after?: string): Edit {
  const scenes = scenesOf(document)
  const at = after === undefined ? scenes.length - 1 : scenes.findIndex((scene) => scene.id === after)
  const order = orderBetween(scenes[at]?.order ?? null, scenes[at + 1]?.order ?? null, id)
  const blocks: Record<string, TextBlock> = {}
  let last: string | null = null
  for (const [index, role] of LAYOUT_ROLES[layout].entries()) {
    last = orderBetween(last, null, `${index + 1}`)
    blocks[`text-${index + 1}`] = emptyBlock(role, last)
  }
  const scene: Scene = {
    order,
    layout,
    showMs: 5000,
    blocks,
    media: null,
    narration: { hi: SILENT, en: SILENT },
  }
  return { at: ['scenes', id], now: scene as unknown as Value }
}
export const removeScene = (document: SceneDocument, id: string): Edit => ({
  at: ['scenes', id],
  was: document.scenes[id] as unknown as Value,
})
export function addBlock(scene: WithId<Scene>, role: Role, id: string): Edit {
  const last = blocksOf(scene).at(-1)?.order ?? null
  return {
    at: ['scenes', scene.id, 'blocks', id],
    now: emptyBlock(role, orderBetween(last, null, id)) as unknown as Value,
  }
}
export const removeBlock = (scene: WithId<Scene>, id: string): Edit => ({
  at: ['scenes', scene.id, 'blocks', id],
  was: scene.blocks[id] as unknown as Value,
})

/** A medium as the library hands it over (domain/library/media.ts, `ChosenMedia`). */
export interface ChosenFile {
  readonly kind: 'picture' | 'clip' | 'voice'
  readonly file: string
  readonly ms: number | null
  readonly shows: 'nobody' | 'people'
  readonly people: readonly {
    readonly id: string
    readonly name: string
    readonly basis: 'unasked' | 'consent' | 'family' | 'news' | 'public_record'
  }[]
  readonly credit: { readonly hi: string; readonly en: string; readonly booth: string } | null
  readonly synthetic: Exclude<Synthetic, { readonly kind: 'unasked' }>
}
const CONSENTED = new Set(['consent', 'family'])

/** A tribute whose first picture was given with the family's consent rests on that consent as a whole. */
function familyConsent({ kind, tribute }: SceneDocument, { people }: ChosenFile): readonly Edit[] {
  const given = people.find(({ basis }) => basis === 'family')
  if (kind !== 'tribute' || tribute?.consent || !given) return []
  return [
    {
      at: ['tribute'],
      was: tribute as unknown as Value,
      now: { day: tribute?.day ?? null, consent: given.id },
    },
  ]
}

/** Puts a picture or clip into a scene, and with it whom it shows, by what right, and whom it credits. What the document says of them already stays. */
export function placeMedia(document: SceneDocument, scene: string, chosen: ChosenFile): readonly Edit[] {
  if (chosen.kind === 'voice') return []
  const people = chosen.people
    .filter(({ id }) => !Object.hasOwn(document.people, id))
    .map(({ id, name, basis }): Edit => {
      const now = {
        name: { hi: name, en: name },
        basis,
        consent: CONSENTED.has(basis) ? id : null,
        source: null,
      }
      return { at: ['people', id], now }
    })
  const credit = chosen.credit && `booth-${chosen.credit.booth.slice(0, 8)}`
  const credits: readonly Edit[] =
    chosen.credit && credit && !Object.hasOwn(document.credits, credit)
      ? [
          {
            at: ['credits', credit],
            now: { words: { hi: chosen.credit.hi, en: chosen.credit.en }, booth: chosen.credit.booth },
          },
        ]
      : []
  const was = document.scenes[scene]?.media ?? null
  const media: Media = {
    kind: chosen.kind,
    file: chosen.file,
    alt: { hi: '', en: '' },
    focus: { x: 500, y: 500 },
    part:
      chosen.kind === 'clip'
        ? { fromMs: 0, untilMs: Math.max(1, Math.min(chosen.ms ?? 5000, 60_000)) }
        : null,
    depicts:
      chosen.shows === 'nobody' ? [] : chosen.people.length > 0 ? chosen.people.map(({ id }) => id) : null,
    credit,
    synthetic: chosen.synthetic,
  }
  return [
    ...people,
    ...credits,
    ...familyConsent(document, chosen),
    { at: ['scenes', scene, 'media'], was: was as unknown as Value, now: media as unknown as Value },
  ]
}

/** Puts a voice over a scene in one language. */
export function placeVoice(
  document: SceneDocument,
  scene: string,
  language: 'hi' | 'en',
  chosen: ChosenFile,
): Edit {
  const was = document.scenes[scene]?.narration[language].voice ?? null
  const now = { file: chosen.file, ms: Math.min(chosen.ms ?? 0, 300_000), synthetic: chosen.synthetic }
  return {
    at: ['scenes', scene, 'narration', language, 'voice'],
    was: was as unknown as Value,
    now: now as unknown as Value,
  }
}
