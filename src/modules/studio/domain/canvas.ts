import { CANVASES, type CanvasName } from '#engines/scenes/index.ts'

export const isCanvas = (name: string): name is CanvasName => Object.hasOwn(CANVASES, name)
/** The canvases on which an editor looks at a scene: what phones share and what a film shows. */
export const PREVIEWED = ['story', 'portrait', 'square', 'wide'] as const satisfies readonly CanvasName[]
