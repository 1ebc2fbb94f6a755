import type { BrandKit } from '../brandKit.ts'
import { blocksOf, scenesOf, sourceTitle, type SceneDocument } from '../document.ts'
import type { FilmPlan } from '../film/plan.ts'
import { declarationOf } from '../picture/metadata.ts'
import { say } from '../picture/said.ts'
import type { Language } from '../words.ts'

/** What YouTube takes (https://support.google.com/youtube/answer/57407): 100 and 5,000 characters, no angle brackets. */
const YOUTUBE = { title: 100, description: 5000 } as const
/** Chapters show from three on, the first at 0:00, each ten seconds or longer. */
const CHAPTER = { least: 3, ms: 10_000 } as const

const plain = (text: string): string => text.replace(/\s+/gu, ' ').trim()

/** Cut at a word, never within one. */
export function cutAtWord(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most - 1)
  const at = cut.lastIndexOf(' ')
  return `${at > 0 ? cut.slice(0, at) : ''}…`
}

const sourceLines = (document: SceneDocument, language: Language): readonly string[] =>
  Object.values(document.sources).map((source) =>
    [plain(sourceTitle(source, language)), source.address].filter((part) => part !== '').join(' – '),
  )

/** Who answers for machine-made media and that it is such: first, where nobody cuts it off. */
function declared(document: SceneDocument, kit: BrandKit, language: Language): readonly string[] {
  const declaration = declarationOf(document, kit, language)
  return declaration ? [`⚠ ${declaration.label}. ${say('responsible', language)}: ${declaration.entity}`] : []
}

/**
 * The piece as a message: what a volunteer reads before she writes her own words, and what goes where no picture can. Plain text, without a link (a kit
 * adds its own) and without asking anybody to forward it.
 */
export function messageText(document: SceneDocument, kit: BrandKit, language: Language): string {
  const title = plain(document.title[language])
  const scenes = scenesOf(document).map((scene) => {
    let step = 0
    return blocksOf(scene)
      .filter((block) => block[language].trim() !== '' && plain(block[language]) !== title)
      .map((block) =>
        block.role === 'step'
          ? `${++step}. ${plain(block[language])}`
          : block.role === 'quote'
            ? `“${plain(block[language])}”`
            : plain(block[language]),
      )
      .join('\n')
  })
  const sources = sourceLines(document, language)
  return [
    ...declared(document, kit, language),
    title,
    ...scenes.filter((text) => text !== ''),
    ...(sources.length > 0 ? [`${say('sources', language)}:\n${sources.join('\n')}`] : []),
    ...(kit.name[language] ? [kit.name[language]] : []),
  ].join('\n\n')
}

const minutes = (ms: number): string =>
  `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`

function chapters(document: SceneDocument, plan: FilmPlan, language: Language): readonly string[] {
  if (plan.scenes.length < CHAPTER.least || plan.scenes.some(({ ms }) => ms < CHAPTER.ms)) return []
  return plan.scenes.map(({ id, fromMs }, at) => {
    const scene = document.scenes[id]!
    const [first] = blocksOf(scene).filter(
      ({ role }) => role === 'headline' || role === 'figure' || role === 'kicker',
    )
    return `${minutes(fromMs)} ${plain(first?.[language] ?? '') || at + 1}`
  })
}

/** Title and description for a video on YouTube. @returns texts that YouTube takes as they are */
export function youtubeText(
  document: SceneDocument,
  kit: BrandKit,
  plan: FilmPlan,
  language: Language,
): { readonly title: string; readonly description: string } {
  const safe = (text: string) => text.replaceAll('<', '‹').replaceAll('>', '›')
  const said = scenesOf(document)
    .map(({ narration }) => plain(narration[language].words))
    .filter((words) => words !== '')
  const sources = sourceLines(document, language)
  const tail = [
    ...(sources.length > 0 ? [`${say('sources', language)}:\n${sources.join('\n')}`] : []),
    ...(kit.entity[language] ? [`${say('responsible', language)}: ${kit.entity[language]}`] : []),
  ].join('\n\n')
  const marks = chapters(document, plan, language)
  // Its title stands over the description there, and is not said twice.
  const head = [...declared(document, kit, language), ...(marks.length > 0 ? [marks.join('\n')] : [])].join(
    '\n\n',
  )
  const room = YOUTUBE.description - head.length - tail.length - 4
  const body = room > 40 ? cutAtWord(said.join('\n'), room) : ''
  return {
    title: safe(cutAtWord(plain(document.title[language]), YOUTUBE.title)),
    description: safe(
      cutAtWord([head, body, tail].filter((part) => part !== '').join('\n\n'), YOUTUBE.description),
    ),
  }
}
