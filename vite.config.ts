import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { paraglideVitePlugin } from '@inlang/paraglide-js'
import { defineConfig, type Plugin } from 'vite'
import { TAKEN_IN } from './cli/start/takenIn.ts'
import { paraglide } from './paraglide.config.js'
import { pureDomains } from './src/platform/web/pureDomains.ts'
import { phoneBundles } from './src/offline/phoneBundles.ts'

/**
 * A message is a module of its own, and pages share them in hundreds of ways: left to itself, the bundler makes each such way a file, and a page of a
 * coordinator asked for fifty files of one sentence. Sentences of nearly the same pages come together now (decision 0048).
 */
const WORDS = [
  { name: 'language', test: /\/src\/paraglide\/(?!messages\/)/, priority: 2 },
  {
    name: 'words',
    test: /\/src\/paraglide\/messages\//,
    priority: 1,
    entriesAware: true,
    entriesAwareMergeThreshold: 6_000,
  },
]

/**
 * The server finds the compiled messages where the program finds them: both run in one process, which would read four megabytes twice, and keep
 * the visitor's language in two places.
 */
const wordsWhereTheyAre: Plugin = {
  name: 'words-where-they-are',
  enforce: 'pre',
  apply: 'build',
  resolveId(id) {
    if (this.environment.name === 'ssr' && id.startsWith('#paraglide/')) return { id, external: true }
  },
}

export default defineConfig(({ command }) => ({
  plugins: [
    wordsWhereTheyAre,
    phoneBundles(),
    pureDomains(),
    // A server for development compiles messages as they are written; a build finds them compiled (cli/start/build.ts, and every command), which took a third of its time.
    ...(command === 'serve' ? [paraglideVitePlugin(paraglide as Parameters<typeof paraglideVitePlugin>[0])] : []), // prettier-ignore
    sveltekit({
      adapter: adapter({ out: process.env.KARYAKARTA_BUILD ?? 'build/loose', precompress: true }),
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          // The hash is of the one inline style in Kit's route announcer, which screen readers need and nobody sees.
          'style-src': ['self', 'unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
          'img-src': ['self', 'data:'],
          // A trainer's browser reads the length of a film before it is sent.
          'media-src': ['self', 'blob:'],
          'connect-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
      // A page's styles are a dozen small files: inside the page (under its nonce) they cost no round trips on a slow network.
      inlineStyleThreshold: 8192,
      output: { bundleStrategy: 'split' },
      version: { pollInterval: 0 },
    }),
  ],
  // Nobody reads the list of gzip sizes that Vite would make for each start: `npm run bench -- weight` and the journeys count what phones load.
  build: { target: 'es2022', reportCompressedSize: false },
  ssr: { noExternal: TAKEN_IN },
  environments: { client: { build: { rolldownOptions: { output: { codeSplitting: { groups: WORDS } } } } } },
}))
