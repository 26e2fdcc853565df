/** One system for the bench: sends it events, moves its time, and counts its calls. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { toItem } from '../../adapters/dynamodb/profile-codec.ts';
import { createProfileStore } from '../../adapters/dynamodb/profiles.ts';
import { profileIdOf } from '../../core/identity/identity.ts';
import { DEFAULT_SECRETS } from '../../local/options.ts';
import type { LocalSystem } from '../../local/server.ts';
import { signStandard } from '../../local/signing.ts';
import { IDENTITY_KEY } from '../../local/system.ts';
import { LOCAL, REGION } from '../../stand-ins/names.ts';
import type { CallRow } from '../../stand-ins/record.ts';

export type Measured = Readonly<{ what: string; per: number; rows: readonly CallRow[]; stateBytes: number }>;

export type Bench = ReturnType<typeof createBench>;

export const createBench = (system: LocalSystem) => {
  let counter = 0;
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ requestHandler: system.standIns.requestHandler, region: REGION }),
  );
  const profiles = createProfileStore({ client, tableName: LOCAL.table });
  const settled = () => fetch(`${system.url}/local/messages`).then((answer) => answer.text());
  const bench = {
    says: async (type: string, data: object): Promise<void> => {
      counter += 1;
      const { path, headers, body } = signStandard(
        DEFAULT_SECRETS,
        `msg_${counter}`,
        { type, timestamp: new Date(system.clock.now()).toISOString(), data },
        system.clock.now(),
      );
      const answer = await fetch(system.url + path, { method: 'POST', headers, body });
      if (!answer.ok) throw new Error(`${type}: ${answer.status} ${await answer.text()}`);
      await settled();
    },
    passes: (ms: number) =>
      fetch(`${system.url}/local/clock`, {
        method: 'POST',
        body: JSON.stringify({ advance: `${ms / 60_000}m` }),
      }).then((answer) => answer.text()),
    feedback: (event: object) =>
      fetch(`${system.url}/local/sns/email`, { method: 'POST', body: JSON.stringify(event) }).then((answer) =>
        answer.text(),
      ),
    mails: async () =>
      (await (await fetch(`${system.url}/local/messages`)).json()) as {
        to: string;
        messageId: string;
        providerId: string;
        tags: Record<string, string>;
      }[],
    stateBytes: async (email: string): Promise<number> => {
      const { state } = await profiles.load(profileIdOf(IDENTITY_KEY, 'email', email));
      return state ? toItem({ state, version: 1 }).state.length : 0;
    },
    measured: async (
      what: string,
      per: number,
      email: string,
      work: () => Promise<void>,
    ): Promise<Measured> => {
      system.standIns.resetCalls();
      await work();
      const rows = system.standIns.calls();
      return { what, per, rows, stateBytes: await bench.stateBytes(email) };
    },
  };
  return bench;
};
