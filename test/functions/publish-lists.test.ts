/** Lists of coupon codes at a publish: in the table before anybody can ask for them, and gone once nobody can. */
import { BatchWriteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, it } from 'vitest';
import { keys } from '../../contract/table.ts';
import { codeKey } from '../../core/coupons/code.ts';
import type { ConfigCloud } from '../support/config-cloud.ts';
import { flowText } from '../support/content.ts';
import { folderInBucket, published } from '../support/publishing.ts';

type Write = Readonly<{
  PutRequest?: Readonly<{ Item: Readonly<{ pk: string }> }>;
  DeleteRequest?: Readonly<{ Key: Readonly<{ pk: string }> }>;
}>;

let cloud: ConfigCloud;
/** What was done to the table, in its order. */
let done: string[];
beforeEach(() => {
  cloud = folderInBucket();
  done = [];
  cloud.beforeMove = () => void done.push('pointer');
  cloud.dynamo.on(QueryCommand).callsFake(({ ExpressionAttributeValues: { ':pk': pk = '' } }) => ({
    Items: String(pk).startsWith('free-codes#') ? [{ pk, sk: 'first' }] : [],
  }));
  cloud.dynamo.on(BatchWriteCommand).callsFake(({ RequestItems }: { RequestItems: object }) => {
    for (const { PutRequest, DeleteRequest } of Object.values(RequestItems).flat() as readonly Write[])
      done.push(PutRequest ? `fill ${PutRequest.Item.pk}` : `clear ${DeleteRequest?.Key.pk}`);
    return {};
  });
  cloud.objects.set('content/coupons/gift.csv', 'code\nTEA-1\n');
});
const publishes = async (path: string, text: string): Promise<readonly string[]> => {
  done = [];
  cloud.objects.set(`content/${path}`, text);
  expect((await published()).ok).toBe(true);
  return done;
};

it('a list is filled before the program that draws from it goes live, once, and a replaced one is cleared after', async () => {
  expect(await publishes('coupons/gift.csv', 'code\nTEA-1\n')).toEqual(['fill free-codes#gift.1', 'pointer']);
  expect(await publishes('flows/sample.json', flowText({ priority: 7 }))).toEqual(['pointer']);
  expect(await publishes('coupons/gift.csv', 'code\nTEA-2\n')).toEqual([
    'fill free-codes#gift.3',
    'pointer',
    'clear free-codes#gift.1',
  ]);
});

it('a list of many codes may be larger than any other file', async () => {
  const many = Array.from({ length: 14_000 }, (_, index) => `TEA-${index}-LONG-CODE`).join('\n');
  const filled = await publishes('coupons/gift.csv', `code\n${many}\n`);
  expect(filled.filter((one) => one.startsWith('fill'))).toHaveLength(350);
});

it('codes of a list that somebody has already are told of, and are not in it', async () => {
  const { pk, sk } = keys.givenCode(codeKey('TEA-8'));
  cloud.dynamo.on(QueryCommand).callsFake(({ ExpressionAttributeValues: { ':pk': asked = '' } }) => ({
    Items: asked === pk ? [{ pk, sk }] : [],
  }));
  cloud.objects.set('content/coupons/gift.csv', 'code\nTEA-8\nTEA-9\n');
  const { problems } = await published();
  expect(problems).toContainEqual(expect.objectContaining({ severity: 'warning', file: 'coupons/gift.csv' }));
});
