import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { yesOrNo } from '../../case-act.js';
import { type Body as Posted, Form, text, whole } from '../../form.js';
import { AnswerMinuteCommentDocument, CommentOnMinutesDocument, MinutesAccuracyDocument, type MinutesAccuracyQuery, MinutesBeforeDocument } from '../../generated/documents.js';
import { PageProblem } from '../../page-problems.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

type Accuracy = NonNullable<MinutesAccuracyQuery['minutesAccuracy']>;

/** Circulated minutes paragraph by paragraph: members say what is not accurate, and those who make them what becomes of it. */
@Controller('meetings/:id')
export class AccuracyPage {
  constructor(private readonly pages: Pages) {}

  @Get('minutes/accuracy')
  async show(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const minutes = await this.minutes(visit, id);
    return this.pages.view(visit, 'pages/meetings/accuracy', { title: `Accuracy of the minutes, ${minutes.reference}`, minutes });
  }

  /** The standing item of a meeting: the minutes before it, with what was said of them. */
  @Get('minutes-before')
  async before(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const meeting = await this.pages.readOne(visit, MinutesBeforeDocument, { id }, (data) => data.minutesBefore);
    return this.pages.view(visit, 'pages/meetings/minutes-before', { title: `Minutes to be confirmed at ${meeting.reference}`, meeting });
  }

  @Get('minutes/accuracy/:sectionId')
  async commentForm(@Visited() visit: Visit, @Param('id') id: string, @Param('sectionId') sectionId: string): Promise<string> {
    const paragraph = text((visit.request.query as Posted)['paragraph']) || '1';
    return this.pages.view(visit, 'pages/meetings/comment', { ...about(await this.minutes(visit, id), sectionId, paragraph), form: new Form({ paragraph }) });
  }

  @Post('minutes/accuracy/:sectionId')
  async comment(@Visited() visit: Visit, @Param('id') id: string, @Param('sectionId') sectionId: string, @Body() body: Posted): Promise<string> {
    const sent = await this.pages.send(visit, CommentOnMinutesDocument, { id, sectionId, idempotencyKey: text(body['idempotencyKey']), paragraph: whole(body['paragraph']), text: text(body['text']) });
    if (sent.done !== null) return this.pages.onward(visit, `/meetings/${id}/minutes/accuracy#s-${sectionId}`, 'Your comment is filed beside the minutes. Whoever makes them says what becomes of it.');
    return this.pages.again(visit, 'pages/meetings/comment', about(await this.minutes(visit, id), sectionId, text(body['paragraph'])), body, sent.problems);
  }

  @Get('minutes/comments/:commentId')
  async answerForm(@Visited() visit: Visit, @Param('id') id: string, @Param('commentId') commentId: string): Promise<string> {
    return this.pages.view(visit, 'pages/meetings/answer-comment', { ...answering(await this.minutes(visit, id), commentId), form: new Form() });
  }

  @Post('minutes/comments/:commentId')
  async answer(@Visited() visit: Visit, @Param('id') id: string, @Param('commentId') commentId: string, @Body() body: Posted): Promise<string> {
    const accepted = yesOrNo(body['accepted']);
    const sent = await this.pages.send(visit, AnswerMinuteCommentDocument, { id: commentId, idempotencyKey: text(body['idempotencyKey']), accepted, reason: text(body['reason']) });
    const context = answering(await this.minutes(visit, id), commentId);
    if (sent.done === null) return this.pages.again(visit, 'pages/meetings/answer-comment', context, body, sent.problems);
    // What is accepted is corrected beside the text: the form for that comes next.
    if (accepted === true) return this.pages.onward(visit, `/meetings/${id}/minutes/${context.section.id}`, 'Comment accepted. Add the amendment that it calls for.');
    return this.pages.onward(visit, `/meetings/${id}/minutes/accuracy`, 'Answer saved');
  }

  private minutes(visit: Visit, id: string): Promise<Accuracy> {
    return this.pages.readOne(visit, MinutesAccuracyDocument, { id }, (data) => data.minutesAccuracy);
  }
}

function about(minutes: Accuracy, sectionId: string, paragraph: string) {
  const section = minutes.sections.find((one) => one.id === sectionId);
  if (section === undefined) throw PageProblem.missing();
  return { title: `Comment on “${section.heading}”`, minutes, section, paragraph: section.paragraphs.find(({ number }) => String(number) === paragraph) ?? null };
}

function answering(minutes: Accuracy, commentId: string) {
  for (const section of minutes.sections) {
    const comment = section.comments.find(({ id }) => id === commentId);
    if (comment !== undefined) return { title: `Answer a comment on “${section.heading}”`, minutes, section, comment, paragraph: section.paragraphs.find(({ number }) => number === comment.paragraph) ?? null };
  }
  throw PageProblem.missing();
}
