/**
 * Walks over all customers page by page. It is used only for the erasure of a whole shop and after a publish,
 * because a scan reads, and costs, the whole table.
 */

import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../contract/table.ts';
import type { Everyone, PlaceAfter } from '../../core/ports/everyone.ts';
import { present } from '../../core/present.ts';
import { namesSomebody } from '../../core/state/empty-profile.ts';
import { fromItem } from './profile-codec.ts';
import type { Key, Table } from './table.ts';

/** Items of any kind that one page reads. */
const PAGE_ITEMS = 500;
const PROFILE_PREFIX = keys.profile('').pk;
const STATE = keys.profile('').sk;
/** Separates the two parts of a key and occurs in neither of them. */
const SEPARATOR = '\n';

export const createEveryone =
  ({ client, tableName }: Table): Everyone =>
  async (after) => {
    const { Items = [], LastEvaluatedKey: last } = await client.send(
      new ScanCommand(
        present({
          TableName: tableName,
          ConsistentRead: true,
          Limit: PAGE_ITEMS,
          FilterExpression: 'sk = :state AND begins_with(pk, :profile)',
          ExpressionAttributeValues: { ':state': STATE, ':profile': PROFILE_PREFIX },
          ExclusiveStartKey: after === undefined ? undefined : startOf(after),
        }),
      ),
    );
    const people = Items.flatMap((item) => {
      const { state } = fromItem(item);
      return state?.kind === 'live' && namesSomebody(state) ? [state] : [];
    });
    return present({ people, next: last ? `${last['pk']}${SEPARATOR}${last['sk']}` : undefined });
  };

/** The place right after this person. */
export const placeAfter: PlaceAfter = (profileId) => {
  const { pk, sk } = keys.profile(profileId);
  return `${pk}${SEPARATOR}${sk}`;
};

const startOf = (after: string): Key => {
  const [pk = '', sk = ''] = after.split(SEPARATOR);
  return { pk, sk };
};
