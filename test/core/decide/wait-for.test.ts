/**
 * Waiting for an event: an answer in time takes one branch, silence the other, and an event at the wrong time
 * changes nothing.
 */
import { describe, expect, it } from 'vitest';
import type { CompiledStep } from '../../../core/program/program.ts';
import { DAY, flowOf, HOUR, programOf, send, wait } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const MINUTE = 60_000;

const waitFor = (change: Partial<Extract<CompiledStep, { kind: 'waitFor' }>> = {}): CompiledStep => ({
  kind: 'waitFor',
  id: 'answer',
  event: 'message.replied',
  timeout: { kind: 'elapsed', ms: 2 * HOUR },
  yes: 'thanks',
  no: 'again',
  ...change,
});

const flow = (step = waitFor()) =>
  flowOf({
    id: 'ask',
    trigger: { on: 'customer.created', restart: false },
    first: 'question',
    list: [send('question', 'answer'), step, send('thanks', null), send('again', null)],
  });

const asked = (step?: CompiledStep) =>
  storyOf(programOf([flow(step)]))
    .consents()
    .hears('customer.created');
const yes = { channel: 'whatsapp', text: 'Ja', reply: { id: 'yes', title: 'Ja', payload: 'yes' } };
const where = { kind: 'fact', path: 'event.reply.id', test: { eq: 'yes' } } as const;

describe('waitFor', () => {
  it('goes on at once when the event comes', () => {
    const story = asked().passes(HOUR).hears('message.replied', yes);
    expect(story.sent()).toEqual(['question 11-20T17:00', 'thanks 11-20T18:00']);
    expect(story.passes(DAY).steps()).toEqual(['question', 'thanks']);
  });

  it('counts an event that is dated at the very end', () => {
    const story = asked()
      .sleeps(2 * HOUR)
      .hears('message.replied', yes);
    expect(story.steps()).toEqual(['question', 'thanks']);
  });

  it('counts an event that is dated at the very beginning', () => {
    expect(asked().hears('message.replied', yes).steps()).toEqual(['question', 'thanks']);
  });

  it('takes the other branch when the time is over', () => {
    const story = asked().passes(3 * HOUR);
    expect(story.sent()).toEqual(['question 11-20T17:00', 'again 11-20T19:00']);
    expect(story.hears('message.replied', yes).steps()).toEqual(['question', 'again']);
  });

  it('wants its condition to hold for the very event, and goes on waiting otherwise', () => {
    const story = asked(waitFor({ where }))
      .passes(HOUR)
      .hears('message.replied', { channel: 'whatsapp', text: 'Wer da?' });
    expect(story.steps()).toEqual(['question']);
    expect(
      story
        .passes(30 * MINUTE)
        .hears('message.replied', yes)
        .sent(),
    ).toEqual(['question 11-20T17:00', 'thanks 11-20T18:30']);
  });

  it('is not moved by an event from before its beginning, nor by another one', () => {
    const story = asked()
      .passes(HOUR)
      .hears('message.replied', yes, { ago: 2 * HOUR })
      .hears('message.clicked');
    expect(story.steps()).toEqual(['question']);
    expect(story.passes(2 * HOUR).steps()).toEqual(['question', 'again']);
  });

  it('takes an event that happened in time and is told late, while it still waits', () => {
    expect(
      asked()
        .passes(HOUR)
        .hears('message.replied', yes, { ago: 30 * MINUTE })
        .steps(),
    ).toEqual(['question', 'thanks']);
  });

  it('leaves an event from after its time to the time-out, whose timer fires at the next full minute', () => {
    const late = asked(waitFor({ timeout: { kind: 'elapsed', ms: 2 * HOUR + 30_000 } })).passes(
      2 * HOUR + 45_000,
    );
    expect(late.steps()).toEqual(['question']);
    expect(late.hears('message.replied', yes).steps()).toEqual(['question']);
    expect(late.passes(MINUTE).steps()).toEqual(['question', 'again']);
  });

  it('twice in a row needs two answers', () => {
    const list = [
      send('question', 'answer'),
      waitFor({ yes: 'second' }),
      waitFor({ id: 'second' }),
      send('thanks', null),
      send('again', null),
    ];
    const story = storyOf(
      programOf([flowOf({ id: 'ask', trigger: { on: 'customer.created', restart: false }, list })]),
    )
      .consents()
      .hears('customer.created')
      .passes(HOUR)
      .hears('message.replied', yes, { id: 'one' });
    expect(story.steps()).toEqual(['question']);
    expect(story.passes(MINUTE).hears('message.replied', yes, { id: 'one' }).steps()).toEqual(['question']);
    expect(story.hears('message.replied', yes, { id: 'two' }).steps()).toEqual(['question', 'thanks']);
  });

  it('gives an answer its time when the question itself was late', () => {
    const list = [
      wait('pause', HOUR, 'question'),
      send('question', 'answer'),
      waitFor(),
      send('thanks', null),
      send('again', null),
    ];
    const story = storyOf(
      programOf([flowOf({ id: 'ask', trigger: { on: 'customer.created', restart: false }, list })]),
    )
      .consents()
      .hears('customer.created')
      .sleeps(DAY)
      .gets({ kind: 'wake', inputId: 'w', profileId: '1customer', receivedAt: 0 });
    expect(story.steps()).toEqual(['question']);
    expect(story.passes(HOUR).hears('message.replied', yes).steps()).toEqual(['question', 'thanks']);
  });

  it('ends with the flow: an exit leaves nothing to wait for', () => {
    const story = storyOf(programOf([{ ...flow(), exitOn: ['order.placed'] }]))
      .consents()
      .hears('customer.created')
      .passes(HOUR)
      .orders();
    expect(story.passes(MINUTE).hears('message.replied', yes).passes(DAY).steps()).toEqual(['question']);
  });

  it('counts an edited time-out from its own beginning', () => {
    const edited = programOf(
      [{ ...flow(waitFor({ timeout: { kind: 'elapsed', ms: 5 * HOUR } })), since: 2 }],
      {},
      2,
    );
    const story = asked()
      .passes(HOUR)
      .publishes(edited)
      .passes(3 * HOUR);
    expect(story.steps()).toEqual(['question']);
    expect(story.passes(2 * HOUR).sent()).toEqual(['question 11-20T17:00', 'again 11-20T22:00']);
  });

  it('says on the timeline that the event came', () => {
    const story = asked().passes(HOUR).hears('message.replied', yes);
    expect(story.told.filter((entry) => entry.type === 'decision' && entry.what === 'noted')).toMatchObject([
      { flow: 'ask', step: 'answer', detail: 'message.replied came in time' },
    ]);
  });
});
