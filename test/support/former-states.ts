/** States of an older version, under the spellings that it stored, put into the table of a running system. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createProfileStore } from '../../adapters/dynamodb/profiles.ts';
import { profileIdOf } from '../../core/identity/identity.ts';
import type { Profile } from '../../core/state/profile.ts';
import { IDENTITY_KEY } from '../../local/system.ts';
import { LOCAL, REGION } from '../../stand-ins/names.ts';
import { formsFixture } from './forms.ts';
import type { TestSystem } from './local-system.ts';

export type FormerName = 'umlaut' | 'ascii' | 'ana' | 'written';

/**
 * Stores the state under the id of its first identity. `renamed` changes words in the state, so that tests
 * which share a system have customers of their own.
 */
export const keepFormer = async (
  { standIns }: Pick<TestSystem, 'standIns'>,
  name: FormerName,
  renamed: Readonly<Record<string, string>> = {},
): Promise<string> => {
  const text = Object.entries(renamed).reduce(
    (states, [from, to]) => states.replaceAll(from, to),
    formsFixture('states-with-former-spellings.json'),
  );
  const states: Record<FormerName, Profile> = JSON.parse(text);
  const state = states[name];
  const [identity] = state.identities;
  if (!identity) throw new Error(`nobody is called ${name}`);
  const id = profileIdOf(IDENTITY_KEY, identity.kind, identity.value);
  const client = new DynamoDBClient({ requestHandler: standIns.requestHandler, region: REGION });
  const profiles = createProfileStore({ client, tableName: LOCAL.table });
  await profiles.save({ ...state, id }, 0, {});
  return id;
};
