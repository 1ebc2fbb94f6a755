// @ts-check
/*
 * What a page without a framework gains from JavaScript; on a page with one it serves what comes later too, by listening at the document. Everything works without it: buttons that need it are `hidden` until it is here.
 *   data-print       prints the page
 *   data-read-aloud  reads the element whose id it names, in the page's language
 *   data-share       hands the address it holds to the phone's share sheet, or copies it; says so in the element after it
 *   data-near        asks where the phone stands, writes it into the form's lat and lon (about 100 m exact) and submits there
 *   data-enter       on a field: Enter there presses the button whose id it names, not the form's first one
 *   data-day-of      says the day in the field whose id it names, in the page's language
 *   data-file-of     says which file the field whose id it names holds: browsers say both in their own language
 * A form marked `data-at-once` is sent as soon as the page stands: what would be one tap more with nothing to decide.
 */
;(() => {
  const root = document.documentElement
  // A step from one kind of page to another brings this script again.
  if (root.classList.contains('enhanced')) return
  root.classList.add('enhanced')
  const locale = root.lang === 'en' ? 'en-IN' : 'hi-IN'

  /** @type {Record<string, { can: boolean, press: (button: HTMLButtonElement, event: Event) => void }>} */
  const DOES = {
    print: { can: true, press: () => window.print() },
    'read-aloud': { can: 'speechSynthesis' in window, press: readAloud },
    share: { can: 'share' in navigator || 'clipboard' in navigator, press: share },
    near: { can: 'geolocation' in navigator, press: findNear },
  }

  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null
    if (!button) return
    for (const [what, { can, press }] of Object.entries(DOES))
      if (can && button.hasAttribute(`data-${what}`)) press(button, event)
  })

  /** @param {HTMLButtonElement} button */
  function readAloud(button) {
    const words = document.getElementById(button.dataset.readAloud ?? '')
    const speaking = speechSynthesis.speaking
    speechSynthesis.cancel()
    button.setAttribute('aria-pressed', String(!speaking))
    if (speaking || !words) return
    // What is folded away is read too.
    for (const folded of words.querySelectorAll('details')) folded.open = true
    // Sentence by sentence: some phones fall silent in the middle of a long text.
    for (const sentence of (words.innerText.match(/[^।.!?\n]+[।.!?\n]*/g) ?? []).filter((text) =>
      text.trim(),
    )) {
      const said = new SpeechSynthesisUtterance(sentence)
      said.lang = locale
      speechSynthesis.speak(said)
    }
  }

  /** @param {HTMLButtonElement} button */
  async function share(button) {
    const address = button.dataset.share ?? ''
    // Closing the share sheet rejects; nothing was lost.
    if ('share' in navigator) return navigator.share({ url: address }).catch(() => {})
    await navigator.clipboard.writeText(address)
    if (button.nextElementSibling instanceof HTMLElement) button.nextElementSibling.hidden = false
  }

  /** @param {HTMLButtonElement} button @param {Event} event */
  function findNear(button, event) {
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
  }

  document.addEventListener('keydown', (event) => {
    const field = event.target
    // Enter also ends a word that is being composed, as Hindi keyboards do.
    if (event.key !== 'Enter' || event.isComposing || !(field instanceof HTMLInputElement)) return
    if (field.dataset.enter === undefined) return
    event.preventDefault()
    document.getElementById(field.dataset.enter)?.click()
  })

  /** @param {HTMLElement | null} said where the words from the house stand, and beside them what is so now; @param {string} now */
  function sayNow(said, now) {
    const second = said?.querySelector('[data-now]')
    const first = second?.previousElementSibling
    if (!(first instanceof HTMLElement) || !second) return
    first.hidden = now !== ''
    if (second.textContent !== now) second.textContent = now
  }
  const inWords = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: root.lang === 'en' ? 'short' : 'long',
    year: 'numeric',
    timeZone: 'UTC',
    numberingSystem: 'latn',
  })
  function sayField(/** @type {unknown} */ field) {
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
  document.addEventListener('input', ({ target }) => sayField(target))
  document.addEventListener('change', ({ target }) => sayField(target))

  /** What stands on the page and was not met before. */
  function meetAll() {
    for (const [what, { can }] of Object.entries(DOES))
      if (can)
        for (const button of document.querySelectorAll(`button[data-${what}][hidden]`))
          if (button instanceof HTMLButtonElement) button.hidden = false
    for (const form of document.querySelectorAll('form[data-at-once]'))
      if (form instanceof HTMLFormElement && !form.dataset.sent) {
        form.dataset.sent = 'yes'
        form.requestSubmit()
      }
    for (const field of document.querySelectorAll('input[type=date], input[type=file]')) sayField(field)
  }
  let waits = false
  new MutationObserver(() => {
    if (waits) return
    waits = true
    requestAnimationFrame(() => {
      waits = false
      meetAll()
    })
  }).observe(document.body, { childList: true, subtree: true })
  // A form that was reset has its first values a moment later; a browser that comes back to a page fills it in as late.
  document.addEventListener('reset', () => setTimeout(meetAll))
  window.addEventListener('pageshow', meetAll)
  meetAll()
})()
