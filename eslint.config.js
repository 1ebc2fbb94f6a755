import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import ts from 'typescript-eslint'
import prettier from 'eslint-config-prettier'

/** No file over 350 lines (4-style.md); above 200 think again. */
const MAX_LINES = 350

export default ts.config(
  { ignores: ['build/', '.svelte-kit/', 'src/paraglide/', 'node_modules/', '.karyakarta/'] },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  {
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules: {
      'max-lines': ['error', { max: MAX_LINES }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CallExpression[callee.property.name=/^(only|skip)$/]',
          message: 'A test that does not run proves nothing.',
        },
      ],
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
  { files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: ts.parser } } },
  { files: ['src/design/forms/enhance.ts'], rules: { 'no-restricted-imports': 'off' } },
  // Made by a program: as long as the database.
  { files: ['db/generated/**'], rules: { 'max-lines': 'off' } },
  { files: ['cli/**', 'bench/**', '.ci/**'], rules: { 'no-console': 'off' } },
)
