import { describe, expect, it } from 'vitest'
import { readForm, readFormWithList } from './parse.ts'

const sent = (type: string | undefined, body: BodyInit): Request =>
  new Request('http://localhost/', {
    method: 'POST',
    body,
    ...(type === undefined ? {} : { headers: { 'content-type': type } }),
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  })
const FORM = 'application/x-www-form-urlencoded'

describe('reading a form', () => {
  it('gives plain strings, the last of a repeated name, and no files', async () => {
    const form = new FormData()
    form.append('name', 'राम')
    form.append('name', 'श्याम')
    form.append('photo', new Blob(['x']), 'a.exe')
    expect(await readForm(new Request('http://localhost/', { method: 'POST', body: form }))).toEqual({
      name: 'श्याम',
    })
  })

  it('gives all of a name that may come several times, and of the others the last', async () => {
    const read = await readFormWithList(sent(FORM, 'forms=story&forms=audio%00&command=1&command=2'), 'forms')
    expect(read.list).toEqual(['story', 'audio'])
    expect(read.fields).toMatchObject({ command: '2' })
  })

  it('leaves out zero bytes, which no database keeps', async () => {
    expect(await readForm(sent(FORM, 'name=%E0%A4%B0%00%E0%A4%BE%E0%A4%AE%00'))).toEqual({ name: 'राम' })
  })

  it.each([
    ['a multipart body that is cut off', 'multipart/form-data; boundary=x', '--x\r\nContent-Disp'],
    ['a multipart body without a boundary', 'multipart/form-data', 'x'],
    ['an empty multipart body', 'multipart/form-data; boundary=x', ''],
    ['plain text', 'text/plain', 'name=x'],
    ['JSON', 'application/json', '{"name":"x"}'],
    ['an unknown kind', 'nonsense', 'x'],
  ])('refuses %s instead of breaking', async (_what, type, body) => {
    await expect(readForm(sent(type, body))).rejects.toMatchObject({ id: 'badInput' })
    await expect(readFormWithList(sent(type, body), 'name')).rejects.toMatchObject({ id: 'badInput' })
  })

  it('refuses what is above the limit of the server', async () => {
    const body = new ReadableStream({
      start: (controller) => controller.error(Object.assign(new Error('too large'), { status: 413 })),
    })
    await expect(readForm(sent(FORM, body))).rejects.toMatchObject({ id: 'tooLarge' })
  })

  it('does not blame the sender for a fault of ours', async () => {
    const body = new ReadableStream({ start: (controller) => controller.error(new Error('disk on fire')) })
    await expect(readForm(sent(FORM, body))).rejects.toThrow('disk on fire')
  })
})
