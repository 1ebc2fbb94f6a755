/**
 * Pages that tell how things stand, and so are out of date once what waited has arrived: their figures, and what is next. Pages that a script of
 * their own fills, or leads through, are not among them.
 */
const TELLS = /^\/(today|tasks|camps|my-booth|badges|messages)(\/[0-9a-f-]{36})?$/

/**
 * Puts the house's page of now in the place of the one that is open, without opening it anew: what the strip says stays. A form that somebody has
 * begun is left alone.
 * @returns whether it was put there
 */
export async function renewOpenPage(): Promise<boolean> {
  const main = document.getElementById('main')
  if (!main || !TELLS.test(location.pathname) || isBegun(main)) return false
  const response = await fetch(location.pathname, {
    headers: { accept: 'text/html' },
    credentials: 'same-origin',
  }).catch(() => undefined)
  if (!response?.ok || response.redirected) return false
  // Its middle alone: the styles in its head carry another page's nonce, and reading them would be told as a breach.
  const page = await response.text()
  const middle = page.slice(page.indexOf('<main'), page.lastIndexOf('</main>'))
  const fresh = new DOMParser().parseFromString(middle, 'text/html').getElementById('main')
  // She may have begun something while it was on its way; and a page that sends a form by itself does so only when somebody opens it.
  if (!fresh || isBegun(main) || fresh.querySelector('[data-at-once]')) return false
  const held = document.activeElement?.getAttribute('href')
  main.replaceChildren(...fresh.childNodes)
  if (held) main.querySelector<HTMLElement>(`a[href="${CSS.escape(held)}"]`)?.focus({ preventScroll: true })
  return true
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const isBegun = (main: HTMLElement): boolean =>
  main.contains(document.activeElement?.closest('form') ?? null) ||
  [...main.querySelectorAll<Control>('input, textarea, select')].some(isChanged)

function isChanged(control: Control): boolean {
  if (control instanceof HTMLSelectElement)
    return [...control.options].some(({ selected, defaultSelected }) => selected !== defaultSelected)
  if (control.type === 'hidden') return false
  if (control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio'))
    return control.checked !== control.defaultChecked
  return control.value !== control.defaultValue
}
