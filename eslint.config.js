import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import ts from 'typescript-eslint'

/** No file over 350 lines (4-style.md); above 200 think again. */
const MAX_LINES = 350

/** Markup only: everything else is oxlint's (.oxlintrc.json), which needs half a second for what took ESLint twenty. */
export default ts.config(
  {
    ignores: [
      '**/*.{js,ts,mjs,cjs}',
      // Runes too.
      '!**/*.svelte.ts',
      'build/',
      '.svelte-kit/',
      'src/paraglide/',
      'node_modules/',
      '.karyakarta/',
    ],
  },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  // Those of its rules that formatting (oxfmt) decides.
  ...svelte.configs.prettier,
  {
    languageOptions: {
      globals: { ...globals.node, ...globals.browser },
      parserOptions: { parser: ts.parser },
    },
    rules: {
      'max-lines': ['error', { max: MAX_LINES }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      'svelte/no-at-html-tags': 'error',
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '$app/forms',
              importNames: ['enhance'],
              message: 'Take #design/forms/enhance.ts: it keeps what was typed where no answer came.',
            },
          ],
        },
      ],
      // Addresses are plain and the app is always served from the root: resolve() would only add bytes.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
)
