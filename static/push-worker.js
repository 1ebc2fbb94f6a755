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
  event.waitUntil(worker.clients.openWindow('/messages'))
})
