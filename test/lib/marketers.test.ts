/** What people who edit the content may do in the cloud: their files and the reports beside them, nothing else. */
import { describe, expect, it } from 'vitest';
import { CONFIG_PREFIX, EDITED_KEYS } from '../../contract/bucket.ts';
import { flat, statementsIn, synthesize } from './synthesized.ts';

const cloud = synthesize();
const [policy, ...others] = cloud.ofType('AWS::IAM::ManagedPolicy');
const statements = statementsIn(policy?.Properties.PolicyDocument);
const resources = statements.flatMap(({ Resource }) => [Resource].flat().map(flat));
const actions = statements.flatMap(({ Action }) => [Action].flat().map(String));

/** Keys of the bucket that a resource of the policy covers: what stands behind the bucket's ARN, without the star. */
const folders = resources.flatMap((arn) => {
  const [, key] = /\/([^/].*)\*$/.exec(arn) ?? [];
  return key === undefined ? [] : [key];
});

describe("the marketers' policy", () => {
  it('is the only one, lies in the stack that stays, and is attached to nobody', () => {
    expect(others).toEqual([]);
    expect(policy?.Properties.Description).toContain('Edits the content');
    expect([policy?.Properties.Groups, policy?.Properties.Users, policy?.Properties.Roles]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('reads and writes objects of the config bucket alone, and removes no version for good', () => {
    expect(actions.every((action) => action.startsWith('s3:'))).toBe(true);
    expect(actions.some((action) => /\*|DeleteObjectVersion|Policy|Acl|Encryption/.test(action))).toBe(false);
    expect(new Set(resources.map((arn) => arn.replace(/\/.*$/, '')))).toHaveLength(1);
    expect(resources[0]).toContain('ConfigBucket');
  });

  it('covers what an edit is, imports, reviews and the feed, and no compiled program', () => {
    for (const key of [...EDITED_KEYS, `${CONFIG_PREFIX.imports}a.csv`, `${CONFIG_PREFIX.feeds}xml`])
      expect(folders.some((folder) => key.startsWith(folder))).toBe(true);
    expect(folders.some((folder) => CONFIG_PREFIX.programs.startsWith(folder))).toBe(false);
  });

  it('lists those folders alone', () => {
    const [list] = statements.filter(({ Action }) => [Action].flat().includes('s3:ListBucket'));
    const prefixes = JSON.stringify(list?.Condition ?? {});
    expect(prefixes).toContain('content/*');
    expect(prefixes).not.toContain(CONFIG_PREFIX.programs);
  });
});
