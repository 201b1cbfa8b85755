import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/**
 * The Ladder (see ARCHITECTURE.md): a file imports only from rungs below its own.
 * Each rung lists the sibling folders of server/src that it may not import.
 */
const above = {
  base: ['text', 'quotation', 'collation', 'corpus', 'service', 'lsp', 'cli', 'node'],
  text: ['quotation', 'collation', 'corpus', 'service', 'lsp', 'cli', 'node'],
  quotation: ['collation', 'corpus', 'service', 'lsp', 'cli', 'node'],
  collation: ['quotation', 'corpus', 'service', 'lsp', 'cli', 'node'],
  corpus: ['service', 'lsp', 'cli', 'node'],
  service: ['lsp', 'cli', 'node'],
  lsp: ['cli', 'node'],
  cli: ['lsp', 'node'],
};

const platformModules = ['fs', 'fs/promises', 'path', 'worker_threads', 'child_process', 'os'].flatMap((name) => [
  name,
  `node:${name}`,
]);

const layerRules = Object.entries(above).map(([layer, forbidden]) => ({
  files: [`server/src/${layer}/**/*.ts`],
  ignores: ['**/*.test.ts'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        paths: [
          ...platformModules.map((name) => ({ name, message: 'Only server/src/node knows the platform.' })),
          { name: 'vscode', message: 'Only the client knows VS Code.' },
          ...(layer === 'lsp' ? [] : [{ name: 'vscode-languageserver', message: 'Only lsp knows LSP.' }]),
        ],
        patterns: forbidden.map((name) => ({
          group: [`**/${name}/*`],
          message: `${layer} stands below ${name} on the Ladder.`,
          // Collation speaks of kinds of quotes; types cost nothing and bind no code.
          allowTypeImports: layer === 'collation' && name === 'quotation',
        })),
      },
    ],
  },
}));

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'out/**',
      'node_modules/**',
      '.host/**',
      'test/host/node_modules/**',
      '**/*.cjs',
      'samples/**',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  prettier,
  {
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        require: 'readonly',
        module: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        Buffer: 'readonly',
        window: 'readonly',
        document: 'readonly',
        performance: 'readonly',
      },
    },
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-require-imports': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Spaces and control characters of odd files are what the text layer is about.
      'no-control-regex': 'off',
      'no-irregular-whitespace': 'off',
      'no-misleading-character-class': 'off',
      'no-empty': ['error', { allowEmptyCatch: false }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  ...layerRules,
  {
    files: ['client/src/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: 'server/src/(?!protocol$)',
              message: 'The client imports nothing of the server but protocol.ts.',
            },
          ],
        },
      ],
    },
  },
);
