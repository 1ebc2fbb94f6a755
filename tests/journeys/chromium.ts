import { existsSync } from 'node:fs'

const WHOLE = '/usr/bin/chromium'
const WITHOUT_WINDOW = '/usr/bin/chromium-headless-shell'

/**
 * Debian's Chromium, as 7-stack.md asks; nothing of it may reach beyond loopback. Where its package without a window is there, that one: the same
 * pages and workers, while the whole browser draws a window that nobody sees, and takes twice as long.
 */
export const CHROMIUM = {
  executablePath: existsSync(WITHOUT_WINDOW) ? WITHOUT_WINDOW : WHOLE,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}

/** The whole browser: for notifications, which the other lacks, and where a worker takes the place of another. */
export const WHOLE_CHROMIUM = { ...CHROMIUM, executablePath: WHOLE }
