/**
 * The calls of the control surface that only the page needs: everything it shows, one message, and a reply to
 * it.
 */
import type { Hono } from 'hono';
import * as z from 'zod';
import type { Language } from '../core/message/locale.ts';
import { present } from '../core/present.ts';
import type { MailboxMessage } from '../stand-ins/mailbox.ts';
import { emlOf } from './eml.ts';
import type { Asked } from './overview.ts';
import { readBody, refuse } from './refusal.ts';
import type { Reply, ReplyResult } from './replies.ts';

export type PagedSystem = Readonly<{
  quiet: () => Promise<void>;
  overview: (asked: Asked) => Promise<object>;
  messages: () => readonly MailboxMessage[];
  reply: (reply: Reply) => Promise<ReplyResult>;
}>;

export const addPageCalls = (app: Hono, system: PagedSystem): void => {
  app.get('/overview', async (context) => {
    await system.quiet();
    const { customer = '', lang, find, all } = context.req.query();
    const language: Language = lang === 'de' ? 'de' : 'en';
    return context.json(
      await system.overview(present({ customer: customer.trim(), language, find, everybody: all === '1' })),
    );
  });
  app.get('/messages/:file{.+[.]eml}', async (context) => {
    await system.quiet();
    const mail = messageIn(system, context.req.param('file').slice(0, -'.eml'.length));
    if (mail?.channel !== 'email') return refuse(404, 'The mailbox has no such mail.');
    return new Response(emlOf(mail), {
      headers: {
        'content-type': 'message/rfc822',
        'content-disposition': `attachment; filename="${mail.flow}-${mail.step}.eml"`,
      },
    });
  });
  app.get('/messages/:id', async (context) => {
    await system.quiet();
    const message = messageIn(system, context.req.param('id'));
    return message ? context.json(message) : refuse(404, 'The mailbox has no such message.');
  });
  app.post('/messages/:id/reply', async (context) => {
    const said = await readBody(context.req.raw, replyRequest);
    const { problem, ...result } = await system.reply({
      messageId: context.req.param('id'),
      ...present(said),
    });
    await system.quiet();
    return problem === undefined ? context.json(result) : refuse(result.status, problem);
  });
};

const messageIn = (system: PagedSystem, id: string): MailboxMessage | undefined =>
  system.messages().find(({ messageId }) => messageId === id);

const replyRequest = z.strictObject({
  text: z.string().max(4_096).optional(),
  button: z.number().int().min(0).optional(),
});
