/** What unsubscribing by SES's own link in a mail means to us. */
import { describe, expect, it } from 'vitest';
import { translateFeedback } from '../../../core/message/feedback.ts';
import { sesEvent } from '../../support/ses-events.ts';

const NOW = Date.UTC(2026, 10, 20, 19, 0, 0);

describe('a subscription event of SES', () => {
  const subscription = (newTopicPreferences: object) =>
    translateFeedback(
      sesEvent('Subscription', {
        subscription: {
          contactList: 'list',
          timestamp: '2026-11-20T18:30:04.000Z',
          source: 'UnsubscribeHeader',
          newTopicPreferences,
        },
      }),
      NOW,
    );
  const topics = (...statuses: readonly string[]) => ({
    unsubscribeAll: false,
    topicSubscriptionStatus: statuses.map((subscriptionStatus, index) => ({
      topicName: `t${index}`,
      subscriptionStatus,
    })),
  });

  it.each([
    ['everything is left', { unsubscribeAll: true, topicSubscriptionStatus: [] }],
    ['no topic is kept', topics('OptOut', 'OptOut')],
  ])('withdraws consent where %s (§7(2) UWG: leaving needs no particular way)', (_, preferences) => {
    expect(subscription(preferences)).toMatchObject({
      kind: 'feedback',
      feedback: {
        withdraw: ['jette@example.org'],
        event: {
          event: {
            name: 'consent.withdrawn',
            data: { channel: 'email', purpose: 'marketing', evidence: { source: 'ses subscription' } },
          },
        },
      },
    });
  });

  it.each([
    ['something is kept', topics('OptIn', 'OptOut')],
    ['it says nothing', {}],
  ])('is ignored where %s', (_, preferences) => {
    expect(subscription(preferences)).toMatchObject({ kind: 'ignored' });
  });
});
