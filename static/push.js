// @ts-check
/*
 * Switches notifications on in this browser: asks the phone, hands what its push service gave to the house, and says what came of it. The
 * worker that shows notifications stands at a place of its own (/push/), where no page is, so that it meets no other worker.
 */
const button = /** @type {HTMLButtonElement | null} */ (document.querySelector('button[data-push]'))
const said = document.getElementById('push-said')

if (button && 'serviceWorker' in navigator && 'PushManager' in window) {
  button.hidden = false
  button.addEventListener('click', () => {
    button.disabled = true
    switchOn(button.dataset.push ?? '', button.dataset.command ?? '')
      .then((on) => {
        if (on) location.reload()
        else say(button.dataset.refused)
      })
      .catch(() => say(button.dataset.failed))
      .finally(() => (button.disabled = false))
  })
}

/** @param {string | undefined} words */
function say(words) {
  if (said) said.textContent = words ?? ''
}

/**
 * @param {string} key
 * @param {string} command
 */
async function switchOn(key, command) {
  if ((await Notification.requestPermission()) !== 'granted') return false
  const registration = await navigator.serviceWorker.register('/push-worker.js', { scope: '/push/' })
  await active(registration)
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytesOf(key),
  })
  const answer = await fetch('/messages/push', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ command, subscription: subscription.toJSON() }),
  })
  if (!answer.ok) throw new Error(String(answer.status))
  return true
}

/** @param {ServiceWorkerRegistration} registration */
function active(registration) {
  const worker = registration.installing ?? registration.waiting
  if (registration.active || !worker) return
  return new Promise((go) =>
    worker.addEventListener('statechange', () => worker.state === 'activated' && go(undefined)),
  )
}

/** @param {string} text base64url */
function bytesOf(text) {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}
