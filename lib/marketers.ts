/**
 * What people who edit the content may do: the files of the config bucket that marketers bring, and what is
 * written beside them. Nothing of customers, no compiled program, no secret, no function.
 */
import { CfnOutput } from 'aws-cdk-lib';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { CONFIG_PREFIX } from '../contract/bucket.ts';
import { type Deployment, nameOf } from './deployment.ts';
import { acknowledgeWildcards, allow, allowUnder, documentOf, type Permission } from './permissions.ts';

const FOLDERS = [CONFIG_PREFIX.content, CONFIG_PREFIX.imports, CONFIG_PREFIX.reviews, 'catalogue/'] as const;

/** A policy to attach to a group or a permission set of IAM Identity Center; nobody has it by itself. */
export const marketersPolicy = (scope: Construct, deployment: Deployment, bucket: Bucket): ManagedPolicy => {
  const permissions: readonly Permission[] = [
    {
      ...allow(['s3:ListBucket', 's3:ListBucketVersions'], bucket.bucketArn),
      conditions: { StringLike: { 's3:prefix': FOLDERS.map((folder) => `${folder}*`) } },
    },
    allow(['s3:GetBucketLocation'], bucket.bucketArn),
    // A version can be read and put back; none can be removed for good.
    allowUnder(
      ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:DeleteObject'],
      bucket,
      ...FOLDERS,
    ),
  ];
  const policy = new ManagedPolicy(scope, 'Marketers', {
    managedPolicyName: nameOf(deployment, 'marketers'),
    description:
      'Edits the content of the shop: flows, templates, settings, imports, reviews, the product feed',
    document: documentOf(permissions),
  });
  acknowledgeWildcards(policy, permissions);
  new CfnOutput(scope, 'MarketersPolicyArn', { value: policy.managedPolicyArn });
  return policy;
};
