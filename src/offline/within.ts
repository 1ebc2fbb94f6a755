/**
 * Waits for something as long as it may take, and no longer: what a page waits for must not keep it white for ever.
 * @throws Error when the time, in milliseconds, is over; what was waited for goes on by itself
 */
export function within<T>(ms: number, coming: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('too late')), ms)
    coming.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
