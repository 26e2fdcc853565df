/**
 * Mocks a client class of the SDK until the running test has ended: test files share a process, so a mock
 * that stayed would answer the next file too.
 */
import { mockClient } from 'aws-sdk-client-mock';
import { onTestFinished } from 'vitest';

export const mockedClient: typeof mockClient = (client) => {
  const mock = mockClient(client);
  onTestFinished(() => mock.restore());
  return mock;
};
