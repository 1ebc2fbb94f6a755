import { expect, it } from 'vitest'
import { openCamera } from './camera.ts'

/** A browser whose camera refuses so often, by the names that the standard gives (W3C Media Capture, getUserMedia). */
function cameraThatRefuses(...names: readonly string[]) {
  const left = [...names]
  let asked = 0
  const getUserMedia = async (): Promise<MediaStream> => {
    asked++
    const name = left.shift()
    if (name) throw new DOMException('no', name)
    return {} as MediaStream
  }
  return { devices: { getUserMedia }, asked: () => asked }
}

it('a camera that another app is just letting go of is asked once more, and no oftener', async () => {
  const slow = cameraThatRefuses('NotReadableError')
  await openCamera(slow.devices)
  expect(slow.asked()).toBe(2)
  const held = cameraThatRefuses('AbortError', 'NotReadableError')
  await expect(openCamera(held.devices)).rejects.toMatchObject({ name: 'NotReadableError' })
  expect(held.asked()).toBe(2)
})

it('whoever does not allow the camera is not asked again', async () => {
  const refused = cameraThatRefuses('NotAllowedError')
  await expect(openCamera(refused.devices)).rejects.toMatchObject({ name: 'NotAllowedError' })
  expect(refused.asked()).toBe(1)
})
