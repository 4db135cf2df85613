import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { newId } from '../platform/database/ids.js';
import { stackFrames } from '../platform/faults/fault.js';
import { unreadable } from '../platform/graphql/errors.js';
import { formToken } from '../platform/identity/form-guard.js';
import { signInAgainToSendPage } from '../platform/identity/identity-pages.js';
import { changesNothing, isApi } from '../platform/identity/identity-request.js';
import { PageProblem, RecentSignInNeeded, SignInNeeded } from './page-problems.js';
import { Renderer } from './renderer.js';

/** Whatever goes wrong on a page becomes a page in words; a stack never leaves. */
@Catch()
export class PageFilter implements ExceptionFilter {
  private readonly logger = new Logger('Pages');

  constructor(private readonly renderer: Renderer) {}

  catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType<string>() === 'graphql') throw error;
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (error instanceof SignInNeeded) return reply.status(303).header('location', `/sign-in?next=${encodeURIComponent(request.url)}`).send();
    if (error instanceof RecentSignInNeeded && request.session !== null) {
      if (changesNothing(request)) return reply.status(303).header('location', `/sign-in/again?next=${encodeURIComponent(request.url)}`).send();
      return reply.status(403).type('text/html; charset=utf-8').send(signInAgainToSendPage(request.url, request.body, formToken(request.session)));
    }
    const problem = this.problemOf(error, request);
    if (isApi(request) && (problem.status === 400 || problem.status === 413)) return reply.status(problem.status).send(unreadable(problem.status));
    const html = this.renderer.page(request, reply, 'layout/problem', { title: problem.title, lines: problem.lines });
    return reply.status(problem.status).send(html);
  }

  private problemOf(error: unknown, request: FastifyRequest): PageProblem {
    if (error instanceof PageProblem) return error;
    const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
    if (status === 404) return PageProblem.missing();
    if (status === 413) return new PageProblem(413, 'That was too long to send', ['Shorten what you typed or send it in parts. Nothing was saved.']);
    if (status !== undefined && status < 500) return new PageProblem(400, 'That could not be read', ['Go back, open the page again and try once more. Nothing was changed.']);
    const errorId = newId();
    this.logger.error({ errorId, route: request.routeOptions?.url, error: error instanceof Error ? error.name : 'unknown', stack: stackFrames(error) }, 'A page failed');
    return PageProblem.fault(errorId);
  }
}

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
}
