// @ts-check
/* Shows what the house sent, and opens the inbox at a tap. One delivery is one notification: a repetition takes the place of the first. */
const worker = /** @type {any} */ (self)

worker.addEventListener('push', (/** @type {any} */ event) => {
  /** @type {{ id?: string, title?: string, words?: string, lang?: string }} */
  let said = {}
  try {
    said = event.data?.json() ?? {}
  } catch {
    return
  }
  if (!said.title) return
  event.waitUntil(
    worker.registration.showNotification(said.title, {
      body: said.words ?? '',
      lang: said.lang ?? 'hi',
      tag: said.id,
    }),
  )
})

worker.addEventListener('notificationclick', (/** @type {any} */ event) => {
  event.notification.close()
  event.waitUntil(openInbox())
})

/** An inbox that is open already comes to the front; what is new there is one tap away, and nothing typed elsewhere is left. */
async function openInbox() {
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const open = windows.find((/** @type {any} */ one) => new URL(one.url).pathname === '/messages')
  return open ? open.focus() : worker.clients.openWindow('/messages')
}
