/**
 * Writes what is made from code, or with --check says what is stale: schema.graphql, the pages' typed documents,
 * docs/permissions.md, docs/fields.md. Needs a build in dist/; needs no database.
 */
import 'reflect-metadata';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { buildSchema, lexicographicSortSchema, parse, printSchema, type GraphQLSchema } from 'graphql';
import { fieldRules, fieldsText } from './field-rules.ts';

const root = join(import.meta.dirname, '..');
const check = process.argv.includes('--check');
const stale: string[] = [];

function put(path: string, text: string): void {
  const full = join(root, path);
  if (existsSync(full) && readFileSync(full, 'utf8') === text) return;
  if (check) {
    stale.push(path);
    return;
  }
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  console.log(`wrote ${path}`);
}

/** Every resolver of the domain's modules, found as Nest finds them. */
function resolversOf(module: object, seen = new Set<object>()): (new (...args: never[]) => object)[] {
  if (seen.has(module)) return [];
  seen.add(module);
  const imports = (Reflect.getMetadata('imports', module) ?? []) as object[];
  const providers = (Reflect.getMetadata('providers', module) ?? []) as (new (...args: never[]) => object)[];
  const own = providers.filter((provider) => typeof provider === 'function' && (Reflect.hasMetadata('graphql:resolver_type', provider) || provider.name.endsWith('Resolver')));
  return [...own, ...imports.flatMap((one) => resolversOf(one, seen))];
}

async function schemaFromCode(): Promise<GraphQLSchema> {
  const { DomainModule } = (await import(join(root, 'dist/domain/domain.module.js'))) as { DomainModule: object };
  const { refusalTypes } = (await import(join(root, 'dist/platform/graphql/refusals.js'))) as { refusalTypes: object[] };
  const context = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: ['error'] });
  const schema = await context.get(GraphQLSchemaFactory).create(resolversOf(DomainModule), { orphanedTypes: refusalTypes as never[] });
  await context.close();
  return lexicographicSortSchema(schema);
}

const policies = (await import(join(root, 'dist/platform/access/policy.js'))) as typeof import('../src/platform/access/policy.ts');
// Also those of no module of the domain: file routes of the platform.
for (const file of globSync('dist/**/*.policy.js', { cwd: root })) await import(join(root, file));
function permissionsText(): string {
  const { declaredPermissions, roleNames } = policies;
  const rows = declaredPermissions().map(({ subject, act, roles, who, recentSignIn }) => `| ${subject} | \`${act}\` | ${roles.map((role) => roleNames[role]).join(', ')} | ${who}${recentSignIn ? '; after a sign-in of the last 5 minutes' : ''} |`);
  return `# Who may do what\n\nMade from the \`*.policy.ts\` files by \`npm run generate\`; what nobody is named for, nobody may do.\nWhich rows a person sees is a matter of row-level security: see the policies in \`migrations/\`.\n\n| Subject | Act | Roles | In words |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

const schema = await schemaFromCode();
const sdl = `# Made from the code by "npm run generate"; do not edit.\n${printSchema(schema)}\n`;
put('schema.graphql', sdl);
const files = globSync('src/web/**/*.graphql', { cwd: root }).sort();
if (files.length > 0) {
  const documents = await codegen({
    filename: 'documents.ts',
    schema: parse(sdl),
    schemaAst: buildSchema(sdl),
    documents: files.map((location) => ({ location, document: parse(readFileSync(join(root, location), 'utf8')) })),
    config: { useTypeImports: true, enumsAsTypes: true, scalars: { DateTime: 'string', Date: 'string', ID: 'string' }, avoidOptionals: false, dedupeFragments: true, inlineFragmentTypes: 'inline' },
    plugins: [{ 'typescript-operations': {} }, { 'typed-document-node': {} }],
    pluginMap: { 'typescript-operations': typescriptOperations, 'typed-document-node': typedDocumentNode },
  });
  put('src/web/generated/documents.ts', `// Made from the pages' .graphql files by "npm run generate"; do not edit.\n/* eslint-disable */\n${documents}`);
}
put('docs/permissions.md', permissionsText());
put('docs/fields.md', fieldsText(fieldRules(schema, (act) => policies.permissionOf(act)?.subject)));
if (stale.length > 0) {
  console.error(`Stale: ${stale.map((path) => relative('.', path)).join(', ')}. Run "npm run generate" and commit the result.`);
  process.exit(1);
}
