import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** House rules a machine can hold; see CONTRIBUTING.md for the others. */
export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', 'src/web/generated/', 'src/web/assets/', '.data/', '.cache/'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts'],
    // Classes that Nest injects look like types to the rule unless it knows that their metadata is emitted.
    languageOptions: { parserOptions: { emitDecoratorMetadata: true, experimentalDecorators: true } },
    rules: {
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      'no-control-regex': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        { selector: "MemberExpression[object.name='process'][property.name='env']", message: 'Only src/config reads the environment.' },
        { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Only platform/clock asks the time.' },
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Only platform/clock asks the time.' },
        { selector: "MemberExpression[object.name='Temporal'][property.name='Now']", message: 'Only platform/clock asks the time.' },
      ],
    },
  },
  { files: ['src/config/**', 'test/**', 'bench/**', 'scripts/**', '**/*.spec.ts'], rules: { 'no-restricted-syntax': 'off', 'max-lines': 'off' } },
  { files: ['src/platform/clock/clock.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['migrations/**', 'procedures/**'], rules: { 'max-lines': 'off' } },
  { files: ['**/*.mjs', '**/*.js'], languageOptions: { globals: { process: 'readonly', console: 'readonly', globalThis: 'writable', SharedArrayBuffer: 'readonly', Atomics: 'readonly', URL: 'readonly' } }, rules: { 'no-restricted-syntax': 'off' } },
);
