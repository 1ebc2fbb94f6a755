// @ts-check
/*
 * What a page without a framework gains from JavaScript. Everything works without it: buttons that need it are `hidden` until it is here.
 *   data-print       prints the page
 *   data-read-aloud  reads the element whose id it names, in the page's language
 *   data-share       hands the address it holds to the phone's share sheet, or copies it; says so in the element after it
 *   data-near        asks where the phone stands, writes it into the form's lat and lon (about 100 m exact) and submits there
 *   data-enter       on a field: Enter there presses the button whose id it names, not the form's first one
 *   data-day-of      says the day in the field whose id it names, in the page's language
 *   data-file-of     says which file the field whose id it names holds: browsers say both in their own language
 * A page reached within the framework brings this script once more when its shell changes: it then wires what is new, and nothing twice.
 * A form marked `data-at-once` is sent as soon as the page stands: what would be one tap more with nothing to decide.
 */
{
  const isFirst = !document.documentElement.classList.contains('enhanced')
  document.documentElement.classList.add('enhanced')
  const shown = (/** @type {string} */ selector) =>
    /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll(`button[${selector}][hidden]`))

  for (const button of shown('data-print')) {
    button.hidden = false
    button.addEventListener('click', () => window.print())
  }

  if ('speechSynthesis' in window)
    for (const button of shown('data-read-aloud')) {
      const words = document.getElementById(button.dataset.readAloud ?? '')
      if (!words) continue
      button.hidden = false
      button.addEventListener('click', () => {
        const speaking = speechSynthesis.speaking
        speechSynthesis.cancel()
        button.setAttribute('aria-pressed', String(!speaking))
        if (speaking) return
        // What is folded away is read too.
        for (const folded of words.querySelectorAll('details')) folded.open = true
        // Sentence by sentence: some phones fall silent in the middle of a long text.
        for (const sentence of (words.innerText.match(/[^।.!?\n]+[।.!?\n]*/g) ?? []).filter((text) =>
          text.trim(),
        )) {
          const said = new SpeechSynthesisUtterance(sentence)
          said.lang = document.documentElement.lang === 'en' ? 'en-IN' : 'hi-IN'
          speechSynthesis.speak(said)
        }
      })
    }

  for (const button of shown('data-share')) {
    const address = button.dataset.share ?? ''
    if (!('share' in navigator) && !('clipboard' in navigator)) continue
    button.hidden = false
    button.addEventListener('click', async () => {
      // Closing the share sheet rejects; nothing was lost.
      if ('share' in navigator) return navigator.share({ url: address }).catch(() => {})
      await navigator.clipboard.writeText(address)
      if (button.nextElementSibling instanceof HTMLElement) button.nextElementSibling.hidden = false
    })
  }

  for (const field of document.querySelectorAll('input[data-enter]'))
    if (field instanceof HTMLInputElement && !field.dataset.wired) {
      field.dataset.wired = 'yes'
      field.addEventListener('keydown', (event) => {
        // Enter also ends a word that is being composed, as Hindi keyboards do.
        if (event.key !== 'Enter' || event.isComposing) return
        event.preventDefault()
        document.getElementById(field.dataset.enter ?? '')?.click()
      })
    }

  for (const form of document.querySelectorAll('form[data-at-once]'))
    if (form instanceof HTMLFormElement) form.requestSubmit()

  if ('geolocation' in navigator)
    for (const button of shown('data-near')) {
      button.hidden = false
      button.addEventListener('click', (event) => {
        const form = button.form
        if (!form || form.elements.namedItem('lat') === null || button.dataset.found) return
        event.preventDefault()
        button.setAttribute('aria-busy', 'true')
        navigator.geolocation.getCurrentPosition(
          ({ coords }) => {
            const set = (/** @type {string} */ name, /** @type {number} */ degrees) => {
              const field = form.elements.namedItem(name)
              if (field instanceof HTMLInputElement) field.value = degrees.toFixed(3)
            }
            set('lat', coords.latitude)
            set('lon', coords.longitude)
            button.dataset.found = 'yes'
            form.requestSubmit(button)
          },
          () => {
            button.removeAttribute('aria-busy')
            const told = document.getElementById(button.dataset.near ?? '')
            if (told) told.hidden = false
          },
          { timeout: 15000, maximumAge: 600000 },
        )
      })
    }

  /** @param {HTMLElement | null} said where the words from the house stand, and beside them what is so now; @param {string} now */
  const sayNow = (said, now) => {
    const second = said?.querySelector('[data-now]')
    const first = second?.previousElementSibling
    if (!(first instanceof HTMLElement) || !second) return
    first.hidden = now !== ''
    second.textContent = now
  }
  const inWords = new Intl.DateTimeFormat(document.documentElement.lang === 'en' ? 'en-IN' : 'hi-IN', {
    day: 'numeric',
    month: document.documentElement.lang === 'en' ? 'short' : 'long',
    year: 'numeric',
    timeZone: 'UTC',
    numberingSystem: 'latn',
  })
  const sayField = (/** @type {unknown} */ field) => {
    if (!(field instanceof HTMLInputElement)) return
    const said = (/** @type {string} */ kind) =>
      field.parentElement?.querySelector(`[data-${kind}-of]`) instanceof HTMLElement
        ? /** @type {HTMLElement} */ (field.parentElement.querySelector(`[data-${kind}-of]`))
        : null
    if (field.type === 'date') {
      const day = said('day')
      sayNow(day, field.value ? inWords.format(new Date(field.value)) : (day?.dataset.none ?? ''))
    }
    if (field.type === 'file')
      sayNow(said('file'), [...(field.files ?? [])].map(({ name }) => name).join(', '))
  }
  const sayAll = () => {
    for (const field of document.querySelectorAll('input[type=date], input[type=file]')) sayField(field)
  }
  if (isFirst) {
    document.addEventListener('input', ({ target }) => sayField(target))
    document.addEventListener('change', ({ target }) => sayField(target))
    // A form that was reset has its first values a moment later; a browser that comes back to a page fills it in as late.
    document.addEventListener('reset', () => setTimeout(sayAll))
    window.addEventListener('pageshow', sayAll)
  }
  sayAll()
}
