import { readNote, writeNote } from './database.ts'
import { recordStep } from './kitRecord.ts'
import { BACK_MS, composeWords, outcomeOf, SHEET_MS, shareWay, type Outcome } from './shareWay.ts'

/** Makes the form of a kit in one language live. The files are ready before the tap: a sheet opens only while the tap is fresh. */
export function shareKit(form: HTMLFormElement): void {
  const { kit: kitId = '', language = '', link = '', label = '', about = '' } = form.dataset
  const own = form.querySelector<HTMLTextAreaElement>('textarea[name=words]')!
  const disclosure = form.querySelector<HTMLInputElement>('input[name=disclosure]')!
  const preview = form.querySelector<HTMLElement>('[data-preview]')!
  const button = form.querySelector<HTMLButtonElement>('button[data-share-kit]')!
  const whatsApp = form.querySelector<HTMLAnchorElement>('a[data-whatsapp]')!
  const chosen = (name: string) => form.querySelector<HTMLInputElement>(`input[name=${name}]:checked`)
  const ready = new Map<string, File>()

  const words = (): string =>
    composeWords({
      own: own.value,
      idea: chosen('idea')?.value ?? '',
      disclosure: disclosure.checked ? disclosure.value : '',
      label,
      link,
    })
  const refresh = (): void => {
    preview.textContent = words()
    whatsApp.href = `https://wa.me/?text=${encodeURIComponent(words())}`
  }
  const say = (key: string): void => {
    for (const line of form.querySelectorAll<HTMLElement>('[data-says]'))
      line.hidden = line.dataset.says !== key
  }
  const way = () => {
    const file = ready.get(chosen('file')?.value ?? '')
    const takesFiles = file !== undefined && canShare([file])
    const hasShare = typeof navigator.share === 'function'
    const phone = { agent: navigator.userAgent, touchPoints: navigator.maxTouchPoints, hasShare, takesFiles }
    return { file, ...shareWay(phone, chosen('file') !== null) }
  }
  const showWay = (): void => {
    const { way: here, says } = way()
    button.hidden = here === 'download'
    form.querySelector<HTMLElement>('[data-download]')!.hidden =
      here !== 'download' && chosen('file') !== null
    say(says)
  }

  async function makeReady(): Promise<void> {
    for (const input of form.querySelectorAll<HTMLInputElement>('input[name=file]')) {
      const { value, dataset } = input
      if (dataset.prefetched === undefined && !input.checked) continue
      if (ready.has(value)) continue
      const response = await fetch(value).catch(() => undefined)
      if (!response?.ok) continue
      ready.set(value, new File([await response.blob()], dataset.name ?? 'kit', { type: dataset.type ?? '' }))
    }
    showWay()
  }

  async function share(): Promise<void> {
    const { file, way: here, copiesWords } = way()
    if (here === 'download') return
    const text = words()
    // Asked for in the same tap as the sheet, and not waited for.
    if (copiesWords) void navigator.clipboard?.writeText(text).then(() => say('copied'), () => undefined) // prettier-ignore
    const data: ShareData =
      here === 'files_and_words'
        ? { files: [file!], text }
        : here === 'files_only'
          ? { files: [file!] }
          : { text }
    void recordStep({ kitId, about, language, way: here, step: 'opened' })
    button.disabled = true
    const outcome = await settled(navigator.share(data))
    button.disabled = false
    say(outcome)
    if (outcome === 'completed') await recordStep({ kitId, about, language, way: here, step: 'completed' })
    if (outcome === 'failed') form.querySelector<HTMLElement>('[data-download]')!.hidden = false
  }

  form.addEventListener('submit', (event) => {
    if ((event.submitter as HTMLButtonElement | null)?.dataset.shareKit === undefined) return
    event.preventDefault()
    void share()
  })
  form.addEventListener('input', () => {
    refresh()
    void keepWords(kitId, language, own.value)
  })
  form.addEventListener('change', () => void makeReady())
  for (const out of form.querySelectorAll<HTMLAnchorElement>('a[data-whatsapp], a[data-file]'))
    out.addEventListener('click', () => {
      void navigator.clipboard?.writeText(words()).catch(() => undefined)
      void recordStep({ kitId, about, language, way: 'download', step: 'opened' })
    })
  void readNote('kitWords')
    .then((kept) => {
      own.value ||= kept?.[`${kitId}/${language}`] ?? ''
    })
    .catch(() => undefined)
    .then(refresh)
  void makeReady()
}

const canShare = (files: File[]): boolean => {
  try {
    return navigator.canShare?.({ files }) === true
  } catch {
    return false
  }
}

/** A sheet's promise may never settle (web-share issue 221): after a while, or soon after she is back on the page, nobody waits for it any more. */
function settled(sheet: Promise<void>): Promise<Outcome> {
  const told = sheet.then(
    (): Outcome => 'completed',
    (fault: Error): Outcome => outcomeOf(fault.name),
  )
  const waited = new Promise<Outcome>((resolve) => {
    const end = () => resolve('unsettled')
    const timer = setTimeout(end, SHEET_MS)
    let wasAway = false
    const seen = (): void => {
      if (document.visibilityState === 'hidden') wasAway = true
      else if (wasAway) setTimeout(end, BACK_MS)
    }
    document.addEventListener('visibilitychange', seen)
    void told.then(() => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', seen)
    })
  })
  return Promise.race([told, waited])
}

/** What she wrote stays on this phone until it is over or she goes; it is nobody else's. */
async function keepWords(kitId: string, language: string, words: string): Promise<void> {
  const kept = (await readNote('kitWords').catch(() => undefined)) ?? {}
  await writeNote('kitWords', { ...kept, [`${kitId}/${language}`]: words }).catch(() => undefined)
}
