/** How messages become functions: one truth for the build (vite.config.ts) and for everything that runs without one (cli/start/compileMessages.ts). */
export const paraglide = {
  project: './project.inlang',
  outdir: './src/paraglide',
  // Hindi unless the visitor chose otherwise: the choice is a cookie, set by the language switch.
  strategy: ['cookie', 'baseLocale'],
  cookieName: 'language',
}
