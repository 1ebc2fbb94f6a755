/**
 * On the page to sign in, where whoever was here is not any more. It says that something still waits on this phone: who wrote it and what it says
 * is sealed, so it only counts; what had arrived was dropped when its owner went (`lock`). And it ends her notifications, which the next person
 * on a shared phone would read.
 */
import { inStore } from './database.ts'

async function showWhatWaits(): Promise<void> {
  const notice = document.querySelector<HTMLElement>('[data-waits]')
  const count = notice && (await inStore('entry', 'readonly', (store) => store.count()))
  if (!notice || !count) return
  for (const line of notice.querySelectorAll('*'))
    for (const node of line.childNodes)
      if (node.nodeType === Node.TEXT_NODE)
        node.nodeValue = (node.nodeValue ?? '').replace('{count}', String(count))
  notice.hidden = false
}

/** The house hears of it from the push service, which answers 410 from now on, and forgets this browser. */
async function endNotifications(): Promise<void> {
  for (const registration of await navigator.serviceWorker.getRegistrations())
    if (new URL(registration.scope).pathname === '/push/') {
      await (await registration.pushManager?.getSubscription())?.unsubscribe()
      await registration.unregister()
    }
}

if ('indexedDB' in globalThis) void showWhatWaits().catch(() => undefined)
if ('serviceWorker' in navigator) void endNotifications().catch(() => undefined)
