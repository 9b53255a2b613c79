import prettier from 'eslint-config-prettier'
import accessibility from 'eslint-plugin-vuejs-accessibility'
import vue from 'eslint-plugin-vue'
import { defineConfig } from 'eslint/config'
import ts from 'typescript-eslint'

export default defineConfig(
  { ignores: ['dist', 'target', 'generated', 'playwright-report'] },
  ts.configs.strict,
  vue.configs['flat/recommended'],
  accessibility.configs['flat/recommended'],
  { files: ['**/*.vue'], languageOptions: { parserOptions: { parser: ts.parser } } },
  {
    rules: {
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
      'vuejs-accessibility/form-control-has-label': 'off', // does not see labels around a slot; axe does
      'vuejs-accessibility/no-redundant-roles': 'off', // Safari forgets a list without bullets
      'vuejs-accessibility/no-static-element-interactions': 'off', // keys are caught where they bubble to
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/no-v-html': 'error',
      'vue/no-static-inline-styles': ['error', { allowBinding: true }], // the policy of the page refuses them
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off', // TypeScript's optional props
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['src/features/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['@/features/*', '../*/*'], message: 'A feature does not know another one.' }] },
      ],
    },
  },
  prettier,
)
