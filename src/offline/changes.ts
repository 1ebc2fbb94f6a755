const CHANNEL = 'karyakarta-phone'

/** Tells the pages that are open that what lies on the phone has changed. */
export function tellPages(): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage('changed')
  channel.close()
}

export const onChange = (heard: () => void): void =>
  new BroadcastChannel(CHANNEL).addEventListener('message', heard)
