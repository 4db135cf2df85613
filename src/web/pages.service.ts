import { Injectable, type OnApplicationBootstrap, StreamableFile } from '@nestjs/common';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type DocumentNode, type ExecutionResult, Kind } from 'graphql';
import { signedInRecently } from '../platform/access/actor.js';
import { Clock } from '../platform/clock/clock.js';
import { type Download, Downloads } from '../platform/documents/downloads.js';
import { Drafts, type KeptDraft } from '../platform/drafts/drafts.js';
import { dateTimeInWords } from '../platform/clock/words.js';
import { type CsvColumn, toCsv } from '../platform/documents/csv.js';
import { toXlsx, type XlsxColumn } from '../platform/documents/xlsx.js';
import { Operations, type TrustedDocument } from '../platform/graphql/operations.js';
import { Form, type Body } from './form.js';
import * as generated from './generated/documents.js';
import { PageProblem, RecentSignInNeeded } from './page-problems.js';
import { Renderer } from './renderer.js';
import { problemsOf } from './requirement-fields.js';
import type { Visit } from './visit.js';

/** What every result union of a mutation answers, as the fragment `Refused` and the payload select it. */
interface Answer {
  readonly __typename: string;
  readonly id?: string;
  readonly version?: number;
  readonly reference?: string | null;
  readonly code?: string;
  readonly message?: string;
  readonly fields?: readonly { field: string; message: string }[];
  readonly unmet?: readonly { requirement: string; sentence: string }[];
}
export interface Done {
  readonly id: string;
  readonly version: number;
  readonly reference: string | null;
}
export type Sent = { readonly done: Done } | { readonly done: null; readonly code: string; readonly problems: readonly { field: string; message: string }[] };

/**
 * What a page is made with: it reads and changes through GraphQL documents as the person who visits, and shows a template.
 * A page holds no rule: what may be done, and why not, comes from the schema (design.md 2).
 */
@Injectable()
export class Pages implements OnApplicationBootstrap {
  private readonly documents = new Map<DocumentNode, TrustedDocument>();

  constructor(
    private readonly operations: Operations,
    private readonly renderer: Renderer,
    private readonly downloads: Downloads,
    private readonly clock: Clock,
    private readonly drafts: Drafts,
  ) {}

  /** Compiles every page's document: one that does not fit the schema stops the start. */
  onApplicationBootstrap(): void {
    for (const document of Object.values(generated) as DocumentNode[]) {
      if (document.definitions.some((one) => one.kind === Kind.OPERATION_DEFINITION)) this.trusted(document);
    }
  }

  /** @throws PageProblem 403 where a field may not be seen, 500 with an error id on a fault of ours. */
  async read<Data, Variables extends Record<string, unknown>>(visit: Visit, document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data> {
    return this.run<Data>(visit, document, variables);
  }

  /** As `read`, for a page about one thing: `pick` finds it, and nothing found is "Page not found". */
  async readOne<Data, Variables extends Record<string, unknown>, Found>(
    visit: Visit,
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    pick: (data: Data) => Found | null | undefined,
  ): Promise<NonNullable<Found>> {
    const found = pick(await this.read(visit, document, variables));
    if (found === null || found === undefined) throw PageProblem.missing();
    return found;
  }

  /** Before a form whose sending asks for a recent sign-in: they sign in first, and nothing they type waits for it. */
  demandRecentSignIn({ actor }: Visit): void {
    if (!signedInRecently(actor, this.clock.now())) throw new RecentSignInNeeded();
  }

  /** Sends one mutation: its document has one root field, whose union answers with a payload or a refusal. Of a rehearsal only the problems mean anything. */
  async send<Data, Input extends object>(visit: Visit, document: TypedDocumentNode<Data, { input: Input }>, input: Input): Promise<Sent> {
    const data = await this.run<Record<string, Answer>>(visit, document, { input });
    const answer = Object.entries(data).find(([name]) => name !== '__typename')?.[1];
    if (answer === undefined) throw PageProblem.fault(undefined);
    if (answer.id !== undefined) return { done: { id: answer.id, version: answer.version ?? 0, reference: answer.reference ?? null } };
    if (answer.code === 'NOT_FOUND') throw PageProblem.missing();
    if (answer.code === 'SIGN_IN_AGAIN') throw new RecentSignInNeeded();
    if (answer.code === 'NOT_PERMITTED') throw PageProblem.forbidden(answer.message ?? '');
    return { done: null, code: answer.code ?? '', problems: problemsOf(answer, input) };
  }

  /** What this person typed into forms of a page and has not sent. @param forms as their `data-draft` names them @returns in the same order */
  async typedInto(visit: Visit, ...forms: string[]): Promise<(KeptDraft | undefined)[]> {
    const kept = await this.drafts.of(visit.actor, forms);
    return forms.map((form) => kept[form]);
  }

  /** The form was taken: its draft has done its duty. */
  async dropDraft(visit: Visit, form: string): Promise<void> {
    await this.drafts.drop(visit.actor, form);
  }

  /** The page as HTML. `context.title` is its title; `form`, when given, puts its problems in the error summary. */
  view(visit: Visit, template: string, context: { title: string; [name: string]: unknown }): string {
    return this.renderer.page(visit.request, visit.reply, template, context);
  }

  /** Rows as a CSV file to take away; that it was taken is recorded before it leaves. */
  async csv(visit: Visit, file: Download & { readonly name: string }, columns: readonly CsvColumn[], rows: readonly Readonly<Record<string, unknown>>[]): Promise<string> {
    await this.downloads.record(visit.actor, file);
    void visit.reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${file.name}"`);
    return toCsv(columns, rows);
  }

  /** The instant that a paper made now is dated by. */
  now(): Temporal.Instant {
    return this.clock.now();
  }

  /** A PDF to take away; that it was taken is recorded before it leaves. */
  async paper(visit: Visit, file: Download & { readonly name: string }, bytes: Uint8Array): Promise<StreamableFile> {
    return this.file(visit, { ...file, type: 'application/pdf' }, bytes);
  }

  /** A file of another kind to take away, recorded in the same way. */
  async file(visit: Visit, file: Download & { readonly name: string; readonly type: string }, bytes: Uint8Array): Promise<StreamableFile> {
    await this.downloads.record(visit.actor, file);
    void visit.reply.header('cache-control', 'no-store');
    return new StreamableFile(bytes, { type: file.type, disposition: `attachment; filename="${file.name}"`, length: bytes.length });
  }

  /** Rows as a workbook to take away, which says who took it, when, and what it was narrowed to. */
  async xlsx(visit: Visit, file: Download & { readonly name: string; readonly title: string; readonly filter: string }, columns: readonly XlsxColumn[], rows: readonly Readonly<Record<string, unknown>>[]): Promise<StreamableFile> {
    await this.downloads.record(visit.actor, file);
    const { personName, jobTitle, councilName } = visit.actor;
    const note = `${councilName}, ${file.title}: ${file.filter}. Taken by ${personName}, ${jobTitle}, ${dateTimeInWords(this.clock.now().toString())}.`;
    const bytes = await toXlsx({ name: file.title, note, columns, rows });
    void visit.reply.header('cache-control', 'no-store');
    return new StreamableFile(bytes, { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', disposition: `attachment; filename="${file.name}"`, length: bytes.length });
  }

  /** The same form again with what was typed and every problem, as 422; `version` where a stale page was posted. */
  again(visit: Visit, template: string, context: { title: string; [name: string]: unknown }, body: Body, problems: readonly { field: string; message: string }[]): string {
    void visit.reply.status(422);
    return this.view(visit, template, { ...context, form: new Form(body, problems) });
  }

  /** After a post: on to another page, with a message shown there once (post, redirect, get). */
  onward(visit: Visit, path: string, message?: string): string {
    if (message !== undefined) this.renderer.leaveNotice(visit.reply, { text: message, done: true });
    void visit.reply.status(303).header('location', path);
    return '';
  }

  /** After a button without a form of its own: on to the page it stands on, which says that it was done, or every reason why it was not. */
  told(visit: Visit, path: string, sent: Sent, message?: string): string {
    if (sent.done === null) this.renderer.leaveNotice(visit.reply, { text: sent.problems.map((one) => one.message).join(' '), done: false });
    return this.onward(visit, path, sent.done === null ? undefined : message);
  }

  private async run<Data>(visit: Visit, document: DocumentNode, variables: Record<string, unknown>): Promise<Data> {
    const result: ExecutionResult = await this.operations[visit.rehearsal ? 'rehearse' : 'run'](this.trusted(document), variables, visit.actor);
    const [error] = result.errors ?? [];
    if (error !== undefined) {
      const code = error.extensions?.['code'];
      if (code === 'NOT_PERMITTED') throw PageProblem.forbidden(error.message);
      // A variable that does not fit, such as an id that is no id: the address is wrong.
      if (code === 'BAD_USER_INPUT') throw PageProblem.missing();
      throw PageProblem.fault(error.extensions?.['errorId']);
    }
    return result.data as Data;
  }

  private trusted(document: DocumentNode): TrustedDocument {
    let trusted = this.documents.get(document);
    if (trusted === undefined) {
      trusted = this.operations.trust(document);
      this.documents.set(document, trusted);
    }
    return trusted;
  }
}
