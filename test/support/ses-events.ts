/** SES event records as they arrive through SNS, for one mail of ours to jette@example.org. */

type Record = Readonly<{ eventType: string; mail: object }> & Readonly<{ [key: string]: unknown }>;

export const sesEvent = (eventType: string, details: object, mail: object = {}): Record => ({
  eventType,
  mail: {
    timestamp: '2026-11-20T18:30:00.112Z',
    messageId: 'ses-1',
    source: 'Nordlicht Tee <post@shop.example>',
    sendingAccountId: '111122223333',
    destination: ['jette@example.org'],
    headersTruncated: false,
    tags: {
      'ses:configuration-set': ['shop'],
      message_id: ['m-1'],
      profile_id: ['p-1'],
      flow: ['abandoned-cart'],
      step: ['help'],
    },
    ...mail,
  },
  ...details,
});

export const snsEvent = (...messages: readonly unknown[]) => ({
  Records: messages.map((message) => ({ Sns: { Message: JSON.stringify(message) } })),
});
