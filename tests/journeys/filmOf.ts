import { writeFileSync } from 'node:fs'
import type { Page } from '@playwright/test'

const WIDTH = 640
const HEIGHT = 480
/** A second of standing picture; Chromium plays it round and round. */
const FRAMES = 10

/**
 * Writes what a camera sees that is held before a picture: a film in YUV4MPEG2 (https://wiki.multimedia.cx/index.php/YUV4MPEG2), which Chromium
 * takes for its camera (`--use-file-for-fake-video-capture`). Grey is enough for a code, so both colour planes stand at their middle.
 * @param page any page: its browser unpacks the PNG
 */
export async function filmOf(page: Page, png: Buffer, path: string): Promise<void> {
  const grey = await page.evaluate(
    async ({ data, width, height }) => {
      const picture = new Image()
      picture.src = `data:image/png;base64,${data}`
      await picture.decode()
      const canvas = document.createElement('canvas')
      Object.assign(canvas, { width, height })
      const pen = canvas.getContext('2d')!
      pen.fillStyle = '#777'
      pen.fillRect(0, 0, width, height)
      const side = height * 0.8
      pen.drawImage(picture, (width - side) / 2, (height - side) / 2, side, side)
      const seen = pen.getImageData(0, 0, width, height).data
      return Array.from({ length: width * height }, (_, at) => seen[at * 4 + 1]!)
    },
    { data: png.toString('base64'), width: WIDTH, height: HEIGHT },
  )
  const frame = Buffer.concat([
    Buffer.from('FRAME\n'),
    // Video's grey goes from 16 to 235.
    Buffer.from(grey.map((light) => 16 + Math.round((light * 219) / 255))),
    Buffer.alloc((WIDTH * HEIGHT) / 2, 128),
  ])
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES}:1 Ip A1:1 C420mpeg2\n`)
  writeFileSync(path, Buffer.concat([head, ...Array.from({ length: FRAMES }, () => frame)]))
}
